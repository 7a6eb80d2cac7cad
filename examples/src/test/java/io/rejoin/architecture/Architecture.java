package io.rejoin.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Which package may point at which, by the name of the rule. */
final class Architecture {
  private static final String CRDT = "io.rejoin.crdt..";
  private static final String ANTI_ENTROPY = "io.rejoin.antientropy..";
  private static final String MEMBERSHIP = "io.rejoin.membership..";
  private static final String API = "io.rejoin";
  private static final String NODE = "io.rejoin.node..";
  private static final String[] NODE_PROTOCOL = {"io.rejoin.node.core..", "io.rejoin.node.port.."};
  private static final String[] ABOVE_NODE = {
    "io.rejoin.rocksdb..",
    "io.rejoin.akka..",
    "io.rejoin.hazelcast..",
    "io.rejoin.server..",
    "io.rejoin.simulator..",
    "io.rejoin.examples..",
    "io.rejoin.benchmarks.."
  };
  private static final String[] LIBRARIES = {
    "io.netty..",
    "com.esotericsoftware..",
    "com.typesafe..",
    "org.rocksdb..",
    "akka..",
    "com.hazelcast..",
    "org.slf4j..",
    "ch.qos..",
    "picocli..",
    "com.fasterxml.."
  };
  private static final String[] OUTSIDE_WORLD = {
    "java.net..", "java.nio.channels..", "java.nio.file..", "javax.net.."
  };

  private Architecture() {}

  static Map<String, ArchRule> rules() {
    Map<String, ArchRule> rules = new LinkedHashMap<>();
    rules.put(
        "crdt knows nothing but the JDK",
        never(CRDT).pointsAt(and(ABOVE_NODE, LIBRARIES, ANTI_ENTROPY, MEMBERSHIP, API, NODE)));
    rules.put(
        "anti-entropy knows only crdt",
        never(ANTI_ENTROPY).pointsAt(and(ABOVE_NODE, LIBRARIES, MEMBERSHIP, API, NODE)));
    rules.put(
        "membership knows only crdt",
        never(MEMBERSHIP).pointsAt(and(ABOVE_NODE, LIBRARIES, ANTI_ENTROPY, API, NODE)));
    rules.put("node knows nobody who uses it", never(API, NODE).pointsAt(ABOVE_NODE));
    rules.put(
        "the durable store knows only the node's port",
        never("io.rejoin.rocksdb..")
            .pointsAt(
                "io.rejoin.server..",
                "io.rejoin.simulator..",
                "io.rejoin.node.core..",
                "io.rejoin.node.loop.."));
    rules.put(
        "the engine on Akka knows API and ports, not the protocol",
        never("io.rejoin.akka..")
            .pointsAt(
                "io.rejoin.rocksdb..",
                "io.rejoin.server..",
                "io.rejoin.simulator..",
                "io.rejoin.node.core..",
                "io.rejoin.node.loop..",
                "io.rejoin.node.tcp.."));
    rules.put(
        "what stands beside Hazelcast knows the API and no other adapter",
        never("io.rejoin.hazelcast..")
            .pointsAt(
                "io.rejoin.rocksdb..",
                "io.rejoin.akka..",
                "io.rejoin.server..",
                "io.rejoin.simulator..",
                "io.rejoin.node.core.link..",
                "io.rejoin.node.loop..",
                "io.rejoin.node.tcp.."));
    rules.put(
        "the protocol knows neither API nor adapters nor libraries",
        never(NODE_PROTOCOL)
            .pointsAt(
                "io.rejoin",
                "io.rejoin.node",
                "io.rejoin.node.config..",
                "io.rejoin.node.tcp..",
                "io.rejoin.node.transport..",
                "io.rejoin.node.loop..",
                "io.rejoin.node.kryo..",
                "io.rejoin.node.store..",
                "io.netty..",
                "com.esotericsoftware..",
                "com.typesafe..",
                "org.rocksdb..",
                "akka..",
                "com.hazelcast.."));
    rules.put(
        "ports know no protocol", never("io.rejoin.node.port..").pointsAt("io.rejoin.node.core.."));
    rules.put(
        "server knows neither simulator nor examples",
        never("io.rejoin.server..")
            .pointsAt("io.rejoin.simulator..", "io.rejoin.examples..", "io.rejoin.benchmarks.."));
    rules.put(
        "simulator knows no example",
        never("io.rejoin.simulator..").pointsAt("io.rejoin.examples..", "io.rejoin.benchmarks.."));
    rules.put("the core owns no socket and no file", never(core()).pointsAt(OUTSIDE_WORLD));
    rules.put("the core owns no thread", noThread());
    rules.put("the core owns no clock", noClock());
    rules.put(
        "no cycle between packages",
        slices().matching("io.(**)").should().beFreeOfCycles().allowEmptyShould(true));
    return rules;
  }

  private static ArchRule noThread() {
    return noClasses()
        .that()
        .resideInAnyPackage(core())
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(
            Thread.class,
            java.util.Timer.class,
            java.util.concurrent.Executors.class,
            java.util.concurrent.ForkJoinPool.class,
            java.util.concurrent.ThreadPoolExecutor.class)
        .allowEmptyShould(true);
  }

  private static ArchRule noClock() {
    return noClasses()
        .that()
        .resideInAnyPackage(core())
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(java.time.Clock.class)
        .allowEmptyShould(true);
  }

  private static String[] core() {
    return and(NODE_PROTOCOL, new String[] {CRDT, ANTI_ENTROPY, MEMBERSHIP});
  }

  private static Direction never(String... from) {
    return to -> noClasses()
        .that()
        .resideInAnyPackage(from)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(to)
        .allowEmptyShould(true);
  }

  private static String[] and(String[] some, String[] others, String... more) {
    return Stream.of(some, others, more).flatMap(Arrays::stream).toArray(String[]::new);
  }

  private interface Direction {
    ArchRule pointsAt(String... to);
  }
}
