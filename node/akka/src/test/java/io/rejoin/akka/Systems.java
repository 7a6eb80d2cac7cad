package io.rejoin.akka;

import akka.actor.ActorSystemImpl;
import akka.actor.Address;
import akka.actor.BootstrapSetup;
import akka.actor.setup.ActorSystemSetup;
import akka.actor.setup.Setup;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.remote.RARP;
import akka.remote.testkit.Direction;
import akka.remote.testkit.SetThrottle;
import akka.remote.testkit.ThrottleMode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.rejoin.grid.Grid;
import io.rejoin.grid.GridConfig;
import io.rejoin.testing.Eventually;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import scala.concurrent.Await;
import scala.concurrent.duration.Duration;

/** ActorSystems of a test, on loopback; a network between them that can be cut. */
public final class Systems implements AutoCloseable {
  private static final String QUICK = """
      akka {
        loglevel = WARNING
        remote.artery {
          canonical { hostname = 127.0.0.1, port = 0 }
          advanced.test-mode = on
        }
        cluster {
          jmx.enabled = off
          log-info = off
          gossip-interval = 100 ms
          leader-actions-interval = 100 ms
          periodic-tasks-initial-delay = 100 ms
          unreachable-nodes-reaper-interval = 200 ms
          allow-weakly-up-members = 1 s
          failure-detector { heartbeat-interval = 200 ms, acceptable-heartbeat-pause = 2 s }
        }
        coordinated-shutdown {
          exit-jvm = off
          run-by-jvm-shutdown-hook = off
          phases {
            cluster-leave.timeout = 1 s
            cluster-exiting.timeout = 1 s
            cluster-exiting-done.timeout = 1 s
            cluster-shutdown.timeout = 1 s
          }
        }
      }
      """;

  private final List<ActorSystem<Void>> systems = new ArrayList<>();

  /** A system with the included configuration, but no grid yet. */
  ActorSystem<Void> start(String name, String more, Setup... setups) {
    Config config = ConfigFactory.parseString(more)
        .withFallback(ConfigFactory.parseString(QUICK + "akka.actor.typed.extensions = []"))
        .withFallback(ConfigFactory.parseResources("rejoin-akka.conf"))
        .withFallback(ConfigFactory.defaultReference());
    Setup[] all = Arrays.copyOf(setups, setups.length + 1);
    all[setups.length] = BootstrapSetup.create(config.resolve());
    ActorSystem<Void> system =
        ActorSystem.create(Behaviors.empty(), name, ActorSystemSetup.create(all));
    systems.add(system);
    return system;
  }

  /** A system with a node of this name. */
  public ActorSystem<Void> startNode(String name, String node, String more) {
    GridConfig config = GridConfig.named("test").node(node).with("shards", 64);
    ActorSystem<Void> system = start(name, more, RejoinGrid.setup(config));
    RejoinGrid.get(system);
    return system;
  }

  static Grid grid(ActorSystem<Void> system) {
    return RejoinGrid.get(system).grid();
  }

  static Address address(ActorSystem<Void> system) {
    return Cluster.get(system).selfMember().address();
  }

  /** These are one cluster from now on. */
  @SafeVarargs
  public static void form(ActorSystem<Void>... systems) {
    for (ActorSystem<Void> system : systems) {
      Cluster.get(system).manager().tell(Join.create(address(systems[0])));
    }
    for (ActorSystem<Void> system : systems) {
      Eventually.holds("a cluster of " + systems.length, () -> ups(system) == systems.length);
    }
  }

  static long ups(ActorSystem<Void> system) {
    int count = 0;
    for (var member : Cluster.get(system).state().getMembers()) {
      count += member.status().equals(MemberStatus.up()) ? 1 : 0;
    }
    return count;
  }

  static void cut(ActorSystem<Void> one, ActorSystem<Void> other) throws Exception {
    throttle(one, other, akka.remote.testkit.Blackhole$.MODULE$);
  }

  static void heal(ActorSystem<Void> one, ActorSystem<Void> other) throws Exception {
    throttle(one, other, akka.remote.testkit.Unthrottled$.MODULE$);
  }

  private static void throttle(ActorSystem<Void> at, ActorSystem<Void> other, ThrottleMode mode)
      throws Exception {
    RARP remoting = (RARP) RARP.get(at.classicSystem());
    SetThrottle command = new SetThrottle(address(other), Direction.bothDirection(), mode);
    Await.result(
        remoting.provider().transport().managementCommand(command),
        Duration.create(10, TimeUnit.SECONDS));
  }

  static void stop(ActorSystem<Void> system) {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }

  /** Ends a system without its coordinated shutdown: its cluster is told nothing. */
  static void kill(ActorSystem<Void> system) {
    ((ActorSystemImpl) system.classicSystem()).finalTerminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }

  @Override
  public void close() {
    systems.forEach(ActorSystem::terminate);
    systems.forEach(system -> system.getWhenTerminated().toCompletableFuture().join());
  }
}
