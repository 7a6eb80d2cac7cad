package io.rejoin.akka;

import akka.Done;
import akka.actor.AddressFromURIString;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionSetup;
import akka.actor.typed.javadsl.ActorContext;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Down;
import com.typesafe.config.ConfigRenderOptions;
import io.rejoin.grid.Grid;
import io.rejoin.grid.GridConfig;
import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The grid in an ActorSystem. It starts with the ActorSystem if the configuration names it, else
 * when it is first asked for, and ends with the ActorSystem's coordinated shutdown:
 *
 * <pre>{@code
 * akka.actor.typed.extensions = ["io.rejoin.akka.RejoinGridId"]
 * rejoin.grid.name = "shop"
 * }</pre>
 *
 * <p>Its configuration is the section {@code rejoin} of the ActorSystem's. {@code
 * rejoin.network.listen} and {@code rejoin.network.advertise} mean nothing there: nodes reach each
 * other at the addresses of their ActorSystems.
 *
 * <p>Actors use it through {@link #in}: reads and writes may wait where a bucket has a number of
 * copies, and what a behavior calls must not.
 */
public final class RejoinGrid implements Extension {
  private final Grid grid;
  private final Cluster cluster;

  private RejoinGrid(ActorSystem<?> system, GridConfig config) {
    cluster = Cluster.get(system);
    AkkaSettings settings = AkkaSettings.of(system, AkkaSettings.ENDPOINT);
    grid =
        Grid.start(config.transport((thread, name) -> new AkkaTransport(system, settings, thread)));
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
            "rejoin-grid-closes",
            this::closing);
    system.getWhenTerminated().thenRun(this::closing);
  }

  /** The grid of an ActorSystem, started now if it has not been before. */
  public static RejoinGrid get(ActorSystem<?> system) {
    return RejoinGridId.getInstance().apply(system);
  }

  /** For an {@code ActorSystemSetup}: a grid with a configuration made in code. */
  public static ExtensionSetup<RejoinGrid> setup(GridConfig config) {
    return new Setup(config);
  }

  /** The node of this ActorSystem. It is closed with it. */
  public Grid grid() {
    return grid;
  }

  /** The grid for an actor, to be asked for when its behavior is set up. */
  public <T> GridContext<T> in(ActorContext<T> context) {
    return new GridContext<>(grid, context);
  }

  /**
   * Says for everybody that a member will not come back, as {@link Grid#evict} does, and downs its
   * ActorSystem if the cluster knows it: else a member that is gone keeps those that come later
   * from being more than WeaklyUp. An ActorSystem that was downed has to start anew.
   *
   * @throws io.rejoin.GridException.BadOperation if it is unknown, or this node
   */
  public void evictAndDown(NodeId member) {
    Optional<Down> down = grid.members().stream()
        .filter(row -> row.id().equals(member))
        .findAny()
        .flatMap(Member::address)
        .map(address -> new Down(AddressFromURIString.parse(address)));
    grid.evict(member);
    down.ifPresent(cluster.manager()::tell);
  }

  /** Closing waits for peers, so it has a thread of its own. */
  private CompletionStage<Done> closing() {
    CompletableFuture<Done> done = new CompletableFuture<>();
    Runnable close = () -> {
      try {
        grid.close();
      } finally {
        done.complete(Done.done());
      }
    };
    new Thread(close, "rejoin-akka-close").start();
    return done;
  }

  static RejoinGrid configured(ActorSystem<?> system) {
    return new RejoinGrid(system, configOf(system));
  }

  private static GridConfig configOf(ActorSystem<?> system) {
    String own = system
        .settings()
        .config()
        .withOnlyPath("rejoin")
        .withoutPath("rejoin.akka")
        .root()
        .render(ConfigRenderOptions.concise());
    return GridConfig.parse("the ActorSystem's configuration", own);
  }

  private static final class Setup extends ExtensionSetup<RejoinGrid> {
    Setup(GridConfig config) {
      super(RejoinGridId.getInstance(), system -> new RejoinGrid(system, config));
    }
  }
}
