package io.rejoin.examples.cartservice;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Routers;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.Config;
import io.rejoin.akka.RejoinGrid;
import io.rejoin.grid.Grid;
import io.rejoin.server.http.HttpApi;
import java.net.InetSocketAddress;

/**
 * A node of the cart service: an ActorSystem with the grid in it, its carts, a door for shoppers,
 * and the grid's own HTTP API for those who run it. What differs between nodes is in their
 * configuration, which begins with {@code include "application"}.
 */
public final class CartService {
  private static final String NAME = "shop";
  private static final int CARTS = 8;

  private CartService() {}

  /** Starts a node; {@code -Dconfig.file} names its configuration. */
  public static void main(String[] args) {
    ActorSystem<Void> system = ActorSystem.create(create(), NAME);
    system.log().info("{} has started", system.address());
  }

  /** The guardian of a node. It does not wait for its cluster: the shop is open at once. */
  static Behavior<Void> create() {
    return Behaviors.setup(context -> {
      ActorSystem<Void> system = context.getSystem();
      Config config = system.settings().config();
      formClusterIfFirst(Cluster.get(system), config);
      ActorRef<Carts.Command> carts = spawnCarts(context);
      HttpApi operators = HttpApi.bind(address(config.getConfig("shop.operators")));
      CartDoor door = CartDoor.open(system, carts, address(config.getConfig("shop.door")));
      Grid grid = RejoinGrid.get(system).grid();
      operators.serve(grid);
      ready(door, operators, grid);
      return Behaviors.receive(Void.class)
          .onSignal(PostStop.class, stopped -> {
            door.close();
            operators.close();
            return Behaviors.same();
          })
          .build();
    });
  }

  private static void formClusterIfFirst(Cluster cluster, Config config) {
    if (config.getStringList("akka.cluster.seed-nodes").isEmpty()) {
      cluster.manager().tell(Join.create(cluster.selfMember().address()));
    }
  }

  /** Each asks the grid for one thing after the other; none has state, so any serves anybody. */
  private static ActorRef<Carts.Command> spawnCarts(ActorContext<Void> context) {
    Behavior<Carts.Command> carts =
        Behaviors.supervise(Carts.create()).onFailure(SupervisorStrategy.restart());
    return context.spawn(Routers.pool(CARTS, carts), "carts");
  }

  private static InetSocketAddress address(Config config) {
    return new InetSocketAddress(config.getString("host"), config.getInt("port"));
  }

  /** For whoever started it: the addresses, some of which the system may have chosen. */
  private static void ready(CartDoor door, HttpApi operators, Grid grid) {
    System.out.println("ready door=%s http=%s grid=%s id=%s"
        .formatted(
            text(door.address()),
            text(operators.address()),
            grid.address().orElseThrow(),
            grid.id()));
  }

  private static String text(InetSocketAddress address) {
    return address.getHostString() + ":" + address.getPort();
  }
}
