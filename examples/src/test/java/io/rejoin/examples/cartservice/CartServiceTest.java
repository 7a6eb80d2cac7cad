package io.rejoin.examples.cartservice;

import static org.awaitility.Awaitility.await;

import akka.actor.typed.ActorSystem;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import io.rejoin.akka.RejoinGrid;
import io.rejoin.grid.Grid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CartServiceTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final List<ActorSystem<Void>> nodes = new ArrayList<>();

  @AfterEach
  void close() {
    nodes.forEach(ActorSystem::terminate);
    nodes.forEach(node -> node.getWhenTerminated().toCompletableFuture().join());
  }

  private Grid start(String name, String... seeds) {
    ActorSystem<Void> node =
        ActorSystem.create(CartService.create(), "shop", ShopSystem.config(name, seeds));
    nodes.add(node);
    return RejoinGrid.get(node).grid();
  }

  @Test
  void threeNodesAreOneClusterAndOneGrid() {
    Grid first = start("shop-1");
    String address = first.address().orElseThrow();
    Grid second = start("shop-2", address);
    Grid third = start("shop-3", address);
    first.cart("carts/ada").add("tea", 2);
    third.cart("carts/ada").add("milk", 1);
    Map<String, Long> both = Map.of("tea", 2L, "milk", 1L);
    for (Grid grid : List.of(first, second, third)) {
      await().atMost(LIMIT).until(() -> grid.cart("carts/ada").lines().equals(both));
    }
    for (ActorSystem<Void> node : nodes) {
      await().atMost(LIMIT).until(() -> membersUp(node) == nodes.size());
    }
  }

  private static long membersUp(ActorSystem<Void> node) {
    return StreamSupport.stream(Cluster.get(node).state().getMembers().spliterator(), false)
        .filter(member -> member.status().equals(MemberStatus.up()))
        .count();
  }
}
