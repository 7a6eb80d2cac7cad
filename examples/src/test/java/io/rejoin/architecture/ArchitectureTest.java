package io.rejoin.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule holds for the modules, and every rule fails on a class that breaks it. */
class ArchitectureTest {
  private static final Map<String, ArchRule> RULES = Architecture.rules();
  private static final JavaClasses MODULES = new ClassFileImporter()
      .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
      .importPackages("io.rejoin");

  @TempDir
  Path folder;

  static Stream<String> rules() {
    return RULES.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void holds(String rule) {
    rule(rule).check(MODULES);
  }

  @Test
  void theModulesAreSeen() {
    for (String name :
        List.of("crdt", "antientropy", "membership", "node", "akka", "hazelcast", "server")) {
      assertTrue(MODULES.containPackage("io.rejoin." + name), name);
    }
  }

  static Stream<Arguments> offences() {
    return Stream.of(
        offence("crdt knows nothing but the JDK", "crdt", "io.rejoin.Handle"),
        offence("crdt knows nothing but the JDK", "crdt.type", "io.rejoin.antientropy.Handle"),
        offence("anti-entropy knows only crdt", "antientropy", "io.rejoin.membership.Handle"),
        offence("membership knows only crdt", "membership", "io.rejoin.antientropy.Handle"),
        offence("node knows nobody who uses it", "node.tcp", "io.rejoin.server.Handle"),
        offence(
            "the protocol knows neither API nor adapters nor libraries",
            "node.core",
            "io.rejoin.Handle"),
        offence(
            "the protocol knows neither API nor adapters nor libraries",
            "node.port",
            "io.netty.Handle"),
        offence("node knows nobody who uses it", "node.store", "io.rejoin.rocksdb.Handle"),
        offence(
            "the durable store knows only the node's port",
            "rocksdb",
            "io.rejoin.node.core.Handle"),
        offence(
            "the engine on Akka knows API and ports, not the protocol",
            "akka",
            "io.rejoin.node.core.Handle"),
        offence(
            "what stands beside Hazelcast knows the API and no other adapter",
            "hazelcast",
            "io.rejoin.akka.Handle"),
        offence("node knows nobody who uses it", "node.transport", "io.rejoin.akka.Handle"),
        offence("ports know no protocol", "node.port", "io.rejoin.node.core.Handle"),
        offence(
            "server knows neither simulator nor examples", "server", "io.rejoin.examples.Handle"),
        offence("simulator knows no example", "simulator", "io.rejoin.examples.shop.Handle"),
        offence("the core owns no socket and no file", "membership", "java.net.Socket"),
        offence("the core owns no socket and no file", "node.core", "java.nio.file.Path"),
        offence("the core owns no thread", "crdt", "java.lang.Thread"),
        offence("the core owns no clock", "antientropy", "java.time.Clock"));
  }

  @ParameterizedTest
  @MethodSource("offences")
  void finds(String rule, String offender, String used) throws IOException {
    String offending = "package io.rejoin." + offender + "; class Offender { " + used + " x; }";
    int dot = used.lastIndexOf('.');
    String target = "package " + used.substring(0, dot) + "; public class Handle {}";
    JavaClasses classes = used.startsWith("java.")
        ? Snippets.compiled(folder, offending)
        : Snippets.compiled(folder, offending, target);
    assertTrue(rule(rule).evaluate(classes).hasViolation());
  }

  @Test
  void findsACallOfTheClock() throws IOException {
    JavaClasses classes = Snippets.compiled(
        folder, "package io.rejoin.crdt; class Late { long x = System.nanoTime(); }");
    assertTrue(rule("the core owns no clock").evaluate(classes).hasViolation());
  }

  @Test
  void findsACycle() throws IOException {
    String there = "package io.rejoin.a; public class A { io.rejoin.a.b.B b; }";
    String back = "package io.rejoin.a.b; public class B { io.rejoin.a.A a; }";
    JavaClasses classes = Snippets.compiled(folder, there, back);
    assertTrue(rule("no cycle between packages").evaluate(classes).hasViolation());
  }

  @Test
  void hasNothingAgainstTheRightDirection() throws IOException {
    JavaClasses classes = Snippets.compiled(
        folder,
        "package io.rejoin.node.core; public class Core { io.rejoin.crdt.State state; }",
        "package io.rejoin.crdt; public class State {}",
        "package io.rejoin; class Grid { io.rejoin.node.core.Core core; Thread thread; }");
    RULES.forEach((name, rule) -> assertFalse(rule.evaluate(classes).hasViolation(), name));
    assertEquals(3, classes.size());
  }

  private static ArchRule rule(String name) {
    ArchRule rule = RULES.get(name);
    if (rule == null) {
      throw new IllegalArgumentException("no rule is called: " + name);
    }
    return rule;
  }

  private static Arguments offence(String rule, String offender, String used) {
    return Arguments.of(rule, offender, used);
  }
}
