package io.rejoin.akka;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionSetup;
import com.typesafe.config.ConfigRenderOptions;
import io.rejoin.grid.Grid;
import io.rejoin.grid.GridConfig;
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
 * other at the addresses of their ActorSystems. Reads and writes of the grid answer at once and may
 * be made from a behavior; what waits, such as {@code Receipt.await}, may not.
 */
public final class RejoinGrid implements Extension {
  private final Grid grid;

  private RejoinGrid(ActorSystem<?> system, GridConfig config) {
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
