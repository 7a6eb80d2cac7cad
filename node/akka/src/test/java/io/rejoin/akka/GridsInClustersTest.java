package io.rejoin.akka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import akka.actor.typed.ActorSystem;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import io.rejoin.Codec;
import io.rejoin.grid.Grid;
import io.rejoin.membership.NodeId;
import io.rejoin.testing.Eventually;
import io.rejoin.value.Cart;
import io.rejoin.value.Register;
import io.rejoin.value.ReplicatedSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GridsInClustersTest {
  private static final int BURST = 20_000;

  private final Systems systems = new Systems();

  @AfterEach
  void close() {
    systems.close();
  }

  private ActorSystem<Void> node(String name) {
    return systems.startNode("shop", name, "");
  }

  /** Waits until these nodes have the same content and know it; a status may be of before. */
  @SafeVarargs
  private static void converge(ActorSystem<Void>... hosts) {
    for (ActorSystem<Void> host : hosts) {
      Grid grid = Systems.grid(host);
      Eventually.holds(
          "equal roots",
          () -> grid.status().converged()
              && grid.status().root().equals(Systems.grid(hosts[0]).status().root()));
    }
  }

  private static long linked(ActorSystem<Void> host) {
    return Systems.grid(host).status().peers().stream()
        .filter(peer -> peer.linked())
        .count();
  }

  @Test
  void threeNodesOfAClusterFindEachOtherAndConverge() {
    ActorSystem<Void> a = node("a");
    ActorSystem<Void> b = node("b");
    ActorSystem<Void> c = node("c");
    Systems.form(a, b, c);
    for (ActorSystem<Void> host : List.of(a, b, c)) {
      Eventually.holds("linked to both others", () -> linked(host) == 2);
    }
    Systems.grid(a).cart("carts/alice").add("apple", 2);
    Systems.grid(b).cart("carts/alice").add("pear", 1);
    Map<String, Long> both = Map.of("apple", 2L, "pear", 1L);
    for (ActorSystem<Void> host : List.of(a, b, c)) {
      Cart cart = Systems.grid(host).cart("carts/alice");
      Eventually.holds("both lines", () -> cart.lines().equals(both));
    }
    converge(a, b, c);
  }

  @Test
  void whatWasWrittenOnBothSidesOfACutIsThereAfterIt() throws Exception {
    ActorSystem<Void> a = node("a");
    ActorSystem<Void> b = node("b");
    Systems.form(a, b);
    ReplicatedSet<String> atA = Systems.grid(a).set("s", Codec.string());
    ReplicatedSet<String> atB = Systems.grid(b).set("s", Codec.string());
    atA.add("before");
    Eventually.holds("b has it", () -> atB.contains("before"));
    Eventually.holds("linked", () -> linked(a) == 1 && linked(b) == 1);
    Systems.cut(a, b);
    atA.add("at a");
    atB.add("at b");
    Eventually.holds("they do not reach each other", () -> linked(a) == 0 && linked(b) == 0);
    assertEquals(Set.of("before", "at a"), atA.value());
    assertEquals(Set.of("before", "at b"), atB.value());
    Systems.heal(a, b);
    Eventually.holds("a has all", () -> atA.size() == 3);
    Eventually.holds("b has all", () -> atB.size() == 3);
    converge(a, b);
  }

  @Test
  void aBurstAndALargeEntryArriveWithoutLoss() {
    ActorSystem<Void> a = node("a");
    ActorSystem<Void> b = node("b");
    Systems.form(a, b);
    Eventually.holds("linked", () -> linked(a) == 1 && linked(b) == 1);
    for (int i = 0; i < BURST; i++) {
      Systems.grid(a).counter("c/" + i).increment();
    }
    String large = "x".repeat(1 << 20);
    Systems.grid(a).register("large", Codec.string()).set(large);
    Register<String> there = Systems.grid(b).register("large", Codec.string());
    Eventually.holds("the large one came", () -> there.value().equals(Optional.of(large)));
    Eventually.holds("all came", () -> Systems.grid(b).keys("c").size() == BURST);
    converge(a, b);
    assertEquals(Map.of(), Systems.grid(a).status().refused());
  }

  @Test
  void clustersThatFormedSeparatelyAreOneGrid() {
    ActorSystem<Void> a = node("a");
    ActorSystem<Void> b = node("b");
    Systems.form(a, b);
    String peers = "rejoin.akka.peers = [\"" + Systems.address(a) + "\"]";
    ActorSystem<Void> c = systems.startNode("depot", "c", peers);
    ActorSystem<Void> d = systems.startNode("depot", "d", "");
    Systems.form(c, d);
    Systems.grid(b).counter("n").increment();
    Systems.grid(d).counter("n").increment();
    for (ActorSystem<Void> host : List.of(a, b, c, d)) {
      Eventually.holds("both counted", () -> Systems.grid(host).counter("n").value() == 2);
    }
    converge(a, b, c, d);
    assertEquals(2, Systems.ups(a));
    assertEquals(2, Systems.ups(c));
  }

  @Test
  void aNodeThatStartsAnewAtItsAddressIsMetAgain() {
    ActorSystem<Void> a = node("a");
    ActorSystem<Void> b = node("b");
    Systems.form(a, b);
    Systems.grid(b).counter("n").increment();
    Eventually.holds("a has it", () -> Systems.grid(a).counter("n").value() == 1);
    int port = Cluster.get(b).selfMember().address().getPort().orElseThrow();
    Systems.stop(b);
    ActorSystem<Void> again =
        systems.startNode("shop", "b", "akka.remote.artery.canonical.port = " + port);
    Systems.form(a, again);
    Eventually.holds("linked", () -> linked(a) == 1 && linked(again) == 1);
    Eventually.holds("it has all", () -> Systems.grid(again).counter("n").value() == 1);
  }

  @Test
  void overTlsNodesWithTheCertificateMeetAndOthersDoNot(@TempDir Path folder) throws Exception {
    String trusted = Certificate.create(folder, "shop").configuration();
    ActorSystem<Void> a = systems.startNode("shop", "a", trusted);
    ActorSystem<Void> b = systems.startNode("shop", "b", trusted);
    String peers = "rejoin.akka.peers = [\"" + Systems.address(a) + "\"]\n";
    ActorSystem<Void> stranger = systems.startNode(
        "shop", "stranger", peers + Certificate.create(folder, "other").configuration());
    ActorSystem<Void> open = systems.startNode("shop", "open", peers);
    Systems.form(a, b);
    Systems.grid(stranger).counter("n").increment();
    Systems.grid(open).counter("n").increment();
    for (int i = 1; i <= 20; i++) {
      Systems.grid(a).register("large", Codec.string()).set("x".repeat(i << 14));
      Systems.grid(a).counter("n").increment();
      long all = i;
      Eventually.holds("b has it", () -> Systems.grid(b).counter("n").value() == all);
    }
    converge(a, b);
    assertEquals(1, linked(a));
    assertEquals(0, linked(stranger) + linked(open));
  }

  @Test
  void whatAResolverOfSplitBrainsStopsGoesOnAsItsNextStart() throws Exception {
    String resolver = """
        akka.cluster {
          downing-provider-class = "akka.cluster.sbr.SplitBrainResolverProvider"
          split-brain-resolver { active-strategy = keep-majority, stable-after = 1 s }
        }
        """;
    ActorSystem<Void> a = systems.startNode("shop", "a", resolver);
    ActorSystem<Void> b = systems.startNode("shop", "b", resolver);
    ActorSystem<Void> c = systems.startNode("shop", "c", resolver);
    Systems.form(a, b, c);
    Eventually.holds("linked", () -> linked(a) == 2 && linked(b) == 2 && linked(c) == 2);
    Systems.cut(c, a);
    Systems.cut(c, b);
    Systems.grid(a).counter("n").increment();
    assertTrue(Systems.grid(c).counter("n").increment().changed());
    c.getWhenTerminated().toCompletableFuture().get(60, TimeUnit.SECONDS);
    Systems.grid(b).counter("n").increment();
    Eventually.holds("two are left", () -> Systems.ups(a) == 2 && Systems.ups(b) == 2);
    assertEquals(3, Systems.grid(a).members().size());
    ActorSystem<Void> again = systems.startNode("shop", "c", resolver);
    Systems.form(a, b, again);
    for (ActorSystem<Void> host : List.of(a, b, again)) {
      Eventually.holds("the majority's", () -> Systems.grid(host).counter("n").value() == 2);
    }
  }

  @Test
  void whoIsEvictedAndDownedMakesRoomForAnother() {
    ActorSystem<Void> a = node("a");
    ActorSystem<Void> b = node("b");
    Systems.form(a, b);
    Eventually.holds("linked", () -> linked(a) == 1 && linked(b) == 1);
    NodeId gone = Systems.grid(b).id();
    Systems.kill(b);
    Eventually.holds(
        "out of reach", () -> !Cluster.get(a).state().getUnreachable().isEmpty());
    ActorSystem<Void> c = node("c");
    Cluster.get(c).manager().tell(Join.create(Systems.address(a)));
    Eventually.holds("linked, though not Up", () -> linked(c) == 1);
    assertNotEquals(MemberStatus.up(), Cluster.get(c).selfMember().status());
    RejoinGrid.get(a).evictAndDown(gone);
    Eventually.holds("Up", () -> Cluster.get(c).selfMember().status().equals(MemberStatus.up()));
    assertEquals(2, Systems.ups(c));
    Eventually.holds(
        "evicted",
        () -> Systems.grid(c).members().stream()
            .anyMatch(row -> row.id().equals(gone) && row.evicted()));
  }

  @Test
  void aLineOfConfigurationStartsTheGridAndTheSystemEndsIt() {
    ActorSystem<Void> host = systems.start("configured", """
        akka.actor.typed.extensions = ["io.rejoin.akka.RejoinGridId"]
        rejoin { grid.name = orders, node.name = one }
        """);
    assertTrue(host.hasExtension(RejoinGridId.getInstance()));
    Grid grid = Systems.grid(host);
    assertEquals("one@main of grid orders", grid.toString());
    assertEquals(Systems.address(host).toString(), grid.address().orElseThrow());
    Systems.stop(host);
    assertTrue(grid.isClosed());
  }
}
