package io.rejoin.simulator.junit;

import io.rejoin.simulator.check.Finding;
import io.rejoin.simulator.check.Verdict;
import io.rejoin.simulator.client.SimulatedGrid;
import io.rejoin.simulator.conf.InvalidScenario;
import io.rejoin.simulator.report.RunSummary;
import io.rejoin.simulator.run.ScenarioSource;
import io.rejoin.simulator.scenario.Scenario;
import io.rejoin.simulator.scenario.Seeds;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Runs methods marked with {@link GridSimTest}, once for each seed. */
final class GridSimExtension implements TestTemplateInvocationContextProvider {
  private static final String SEEDS = "gridsim.seeds";

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return AnnotationSupport.isAnnotated(context.getTestMethod(), GridSimTest.class);
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    GridSimTest test = AnnotationSupport.findAnnotation(context.getTestMethod(), GridSimTest.class)
        .orElseThrow();
    Seeds seeds = seeds(test);
    ScenarioSource source = source(test, context.getRequiredTestClass());
    return LongStream.rangeClosed(seeds.from(), seeds.to())
        .mapToObj(seed -> new OneSeed(source.scenario().apply(seed), seed));
  }

  /** A resource beside the class or at the root, a file, or a built-in scenario. */
  private static ScenarioSource source(GridSimTest test, Class<?> beside) {
    String name = test.scenario();
    try {
      for (String path : List.of(name, "/" + name)) {
        try (InputStream stream = beside.getResourceAsStream(path)) {
          if (stream != null) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return ScenarioSource.of(name, text, test.quick());
          }
        }
      }
      return ScenarioSource.find(name, test.quick())
          .orElseThrow(() -> new ExtensionConfigurationException(
              "there is no resource or file '" + name + "' and no built-in scenario of that name"));
    } catch (InvalidScenario | IOException broken) {
      throw new ExtensionConfigurationException(String.valueOf(broken.getMessage()), broken);
    }
  }

  private static Seeds seeds(GridSimTest test) {
    String text = System.getProperty(SEEDS);
    if (text == null) {
      return new Seeds(test.first(), test.first() + test.seeds() - 1);
    }
    return Seeds.parse(text)
        .orElseThrow(() -> new ExtensionConfigurationException(
            "-D" + SEEDS + " is one number or A..B, not '" + text + "'"));
  }

  /** The test under one seed. */
  private record OneSeed(Scenario scenario, long seed) implements TestTemplateInvocationContext {
    @Override
    public String getDisplayName(int index) {
      return scenario.name() + ", seed " + seed;
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of(new Runner(scenario, seed));
    }
  }

  /** Calls the method, then runs, unless the method did. */
  private static final class Runner
      implements ParameterResolver, InvocationInterceptor, AfterEachCallback {
    private final Scenario scenario;
    private final long seed;
    private final SimulatedGrid grid;

    Runner(Scenario scenario, long seed) {
      this.scenario = scenario;
      this.seed = seed;
      grid = SimulatedGrid.of(scenario, seed);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == SimulatedGrid.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return grid;
    }

    @Override
    public void interceptTestTemplateMethod(
        Invocation<@Nullable Void> invocation,
        ReflectiveInvocationContext<Method> method,
        ExtensionContext context)
        throws Throwable {
      invocation.proceed();
      RunSummary summary = grid.result().orElseGet(grid::run);
      if (summary.verdict() == Verdict.VIOLATION) {
        throw new AssertionError("seed " + seed + " of " + scenario.name() + ": "
            + summary.violated().map(Finding::toString).orElse("") + System.lineSeparator()
            + "  again with: -D" + SEEDS + "=" + seed);
      }
    }

    @Override
    public void afterEach(ExtensionContext context) {
      grid.close();
    }
  }
}
