package io.rejoin.benchmarks.akka.cluster;

import akka.actor.Address;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.remote.RARP;
import akka.remote.testkit.Blackhole$;
import akka.remote.testkit.Direction;
import akka.remote.testkit.SetThrottle;
import akka.remote.testkit.ThrottleMode;
import akka.remote.testkit.Unthrottled$;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.rejoin.benchmarks.table.Watch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import scala.concurrent.Await;
import scala.concurrent.duration.Duration;

/** ActorSystems of one cluster, in this process, with remoting over loopback. */
public final class Nodes implements AutoCloseable {
  public static final int COUNT = 3;

  private static final String NAME = "akka-speed";
  private static final double PATIENCE = 120;
  private static final int SAMPLE = 97;
  private static final int STEP = 10_000;
  private static final String CONFIG = """
      akka {
        loglevel = OFF
        stdout-loglevel = OFF
        actor.provider = cluster
        remote.artery.canonical { hostname = 127.0.0.1, port = 0 }
        cluster.jmx.enabled = off
        coordinated-shutdown { exit-jvm = off, run-by-jvm-shutdown-hook = off }
      }
      """;

  /** What stands between the nodes. */
  public enum Line {
    PLAIN,
    COUNTED,
    COUNTED_AND_CUT
  }

  private final Engine engine;
  private final Line line;
  private final LongAdder bytes = new LongAdder();
  private final List<Relay> relays = new ArrayList<>();
  private final List<ActorSystem<Void>> systems = new ArrayList<>();
  private final List<Data> data = new ArrayList<>();

  private Nodes(Engine engine, Line line) {
    this.engine = engine;
    this.line = line;
  }

  /** A cluster of three nodes that exchange data. */
  public static Nodes start(Engine engine, Line line) throws Exception {
    Nodes nodes = new Nodes(engine, line);
    while (nodes.systems.size() < COUNT) {
      nodes.add();
    }
    nodes.require("three nodes that exchange data", () -> {
      for (Data each : nodes.data) {
        if (each.peers() != COUNT - 1) {
          return false;
        }
      }
      return nodes.systems.stream().allMatch(Nodes::isUp);
    });
    return nodes;
  }

  /** One more node, which joins from now on. */
  public int add() throws IOException {
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), NAME, config());
    systems.add(system);
    data.add(engine.open(system));
    Cluster.get(system).manager().tell(Join.create(address(systems.get(0))));
    return systems.size() - 1;
  }

  private Config config() throws IOException {
    StringBuilder own = new StringBuilder();
    if (line != Line.PLAIN) {
      Relay relay = new Relay(bytes);
      relays.add(relay);
      own.append("akka.remote.artery.canonical.port = ").append(relay.port());
      own.append("\nakka.remote.artery.bind { hostname = 127.0.0.1, port = ");
      own.append(relay.behind()).append(" }\n");
    }
    if (line == Line.COUNTED_AND_CUT) {
      own.append("akka.remote.artery.advanced.test-mode = on\n");
    }
    return ConfigFactory.parseString(own.toString())
        .withFallback(ConfigFactory.parseString(CONFIG))
        .withFallback(engine.config())
        .withFallback(ConfigFactory.defaultReference())
        .resolve();
  }

  private static Address address(ActorSystem<Void> system) {
    return Cluster.get(system).selfMember().address();
  }

  private static boolean isUp(ActorSystem<Void> system) {
    return Cluster.get(system).selfMember().status().equals(MemberStatus.up());
  }

  public boolean isUp(int node) {
    return isUp(systems.get(node));
  }

  public Data at(int node) {
    return data.get(node);
  }

  public List<Data> all() {
    return List.copyOf(data);
  }

  /** Bytes that all nodes have sent so far. */
  public long bytes() {
    return bytes.sum();
  }

  /** Makes counters that all nodes have, each incremented once by every node; bit by bit. */
  public void fill(int from, int to) throws Exception {
    List<Data> three = all();
    for (int start = from; start < to; start += STEP) {
      int end = Math.min(to, start + STEP);
      for (Data each : three) {
        each.fill(start, end, three);
      }
      for (Data each : three) {
        require("all increments of " + end, () -> hasAll(each, end));
      }
    }
  }

  /** Whether a node has the counters up to a number, with what three nodes have counted. */
  public static boolean hasAll(Data node, int entries) throws Exception {
    if (node.entries() != entries) {
      return false;
    }
    for (int i = entries - 1; i >= 0; i -= SAMPLE) {
      if (node.count(Data.key(i)) != COUNT) {
        return false;
      }
    }
    return true;
  }

  /** Nothing passes between this node and the others. */
  public void cut(int node) throws Exception {
    throttle(node, Blackhole$.MODULE$);
  }

  public void heal(int node) throws Exception {
    throttle(node, Unthrottled$.MODULE$);
  }

  private void throttle(int node, ThrottleMode mode) throws Exception {
    for (ActorSystem<Void> other : systems) {
      if (other != systems.get(node)) {
        throttle(systems.get(node), other, mode);
      }
    }
  }

  private static void throttle(ActorSystem<Void> at, ActorSystem<Void> other, ThrottleMode mode)
      throws Exception {
    RARP remoting = (RARP) RARP.get(at.classicSystem());
    SetThrottle command = new SetThrottle(address(other), Direction.bothDirection(), mode);
    Await.result(
        remoting.provider().transport().managementCommand(command),
        Duration.create((long) PATIENCE, TimeUnit.SECONDS));
  }

  private void require(String what, Watch.Condition condition) throws Exception {
    if (!Watch.await(PATIENCE, condition)) {
      throw new IllegalStateException(
          "not within two minutes with " + engine.title() + ": " + what);
    }
  }

  @Override
  public void close() {
    systems.forEach(ActorSystem::terminate);
    relays.forEach(Relay::close);
  }
}
