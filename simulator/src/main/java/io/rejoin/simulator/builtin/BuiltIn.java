package io.rejoin.simulator.builtin;

import io.rejoin.simulator.conf.InvalidScenario;
import io.rejoin.simulator.conf.ScenarioFile;
import io.rejoin.simulator.scenario.Scenario;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * A scenario that comes with the simulator: a file, or one that is drawn from the seed. The quick
 * form takes at most a minute of simulated time and sixty nodes.
 */
public final class BuiltIn {
  /** Files beside this class. */
  static final List<String> FILES = List.of(
      "bad-blocks",
      "busy-repair",
      "checkout-lost-disk",
      "churn-during-cut",
      "deaf-peer",
      "delete-during-cut",
      "evicted-returns",
      "expiring",
      "full-disk",
      "gateways",
      "hub-and-spoke",
      "islands-meet",
      "kept-outside",
      "large-set",
      "large-value",
      "late-bundle",
      "leo-flap",
      "long-absence",
      "majority",
      "nothing-left",
      "old-backup",
      "partial-partition",
      "placed-at-large",
      "placement",
      "power-cut",
      "restart-together",
      "roaming",
      "rolling-restart",
      "scrambled-clocks",
      "slow-lines",
      "split-in-halves",
      "spokes-own",
      "stock-rush",
      "swizzled",
      "thousand-nodes",
      "update-and-re-add",
      "wan-outage",
      "wan-year");

  private static final List<BuiltIn> ALL = load();

  private final String name;
  private final String about;
  private final LongFunction<Scenario> full;
  private final LongFunction<Scenario> quick;

  private BuiltIn(
      String name, String about, LongFunction<Scenario> full, LongFunction<Scenario> quick) {
    this.name = name;
    this.about = about;
    this.full = full;
    this.quick = quick;
  }

  private static List<BuiltIn> load() {
    List<BuiltIn> all = new ArrayList<>();
    FILES.forEach(name -> all.add(ofFile(name)));
    all.add(new BuiltIn(
        RandomScenario.NAME, RandomScenario.ABOUT, RandomScenario::of, RandomScenario::of));
    all.sort(Comparator.comparing(BuiltIn::name));
    return List.copyOf(all);
  }

  private static BuiltIn ofFile(String name) {
    try {
      ScenarioFile file = ScenarioFile.parse(name + ".conf", text(name));
      return new BuiltIn(name, file.full().about(), seed -> file.full(), seed -> file.quick());
    } catch (InvalidScenario broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static String text(String name) {
    String path = "/io/rejoin/simulator/scenarios/" + name + ".conf";
    try (InputStream stream = BuiltIn.class.getResourceAsStream(path)) {
      if (stream == null) {
        throw new IllegalStateException("there is no " + path);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** All of them, by name. */
  public static List<BuiltIn> all() {
    return ALL;
  }

  public static Optional<BuiltIn> find(String name) {
    return ALL.stream().filter(builtIn -> builtIn.name.equals(name)).findFirst();
  }

  public String name() {
    return name;
  }

  /** What it is, in a sentence or two. */
  public String about() {
    return about;
  }

  /** The scenario; the seed matters only if all of it is drawn. */
  public Scenario full(long seed) {
    return full.apply(seed);
  }

  /** The form for every build. */
  public Scenario quick(long seed) {
    return quick.apply(seed);
  }

  @Override
  public String toString() {
    return name;
  }
}
