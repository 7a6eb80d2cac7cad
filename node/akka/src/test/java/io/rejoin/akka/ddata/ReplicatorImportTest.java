package io.rejoin.akka.ddata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import akka.actor.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.cluster.ddata.DistributedData;
import akka.cluster.ddata.Flag;
import akka.cluster.ddata.FlagKey;
import akka.cluster.ddata.GCounter;
import akka.cluster.ddata.GCounterKey;
import akka.cluster.ddata.GSet;
import akka.cluster.ddata.GSetKey;
import akka.cluster.ddata.Key;
import akka.cluster.ddata.LWWMap;
import akka.cluster.ddata.LWWMapKey;
import akka.cluster.ddata.LWWRegister;
import akka.cluster.ddata.LWWRegisterKey;
import akka.cluster.ddata.ORMap;
import akka.cluster.ddata.ORMapKey;
import akka.cluster.ddata.ORMultiMap;
import akka.cluster.ddata.ORMultiMapKey;
import akka.cluster.ddata.ORSet;
import akka.cluster.ddata.ORSetKey;
import akka.cluster.ddata.PNCounter;
import akka.cluster.ddata.PNCounterKey;
import akka.cluster.ddata.PNCounterMap;
import akka.cluster.ddata.PNCounterMapKey;
import akka.cluster.ddata.ReplicatedData;
import akka.cluster.ddata.Replicator;
import akka.cluster.ddata.SelfUniqueAddress;
import akka.pattern.Patterns;
import io.rejoin.Codec;
import io.rejoin.akka.RejoinGrid;
import io.rejoin.akka.Systems;
import io.rejoin.grid.Grid;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over a real replicator of an ActorSystem that is a cluster of one. */
class ReplicatorImportTest {
  private static final Codec<String> TEXT = Codec.string();

  private final Systems systems = new Systems();
  private ActorSystem<Void> system;
  private ActorRef replicator;
  private SelfUniqueAddress self;
  private Grid grid;

  @BeforeEach
  void start() {
    system = systems.startNode("shop", "a", "");
    Systems.form(system);
    replicator = DistributedData.get(system.classicSystem()).replicator();
    self = DistributedData.get(system.classicSystem()).selfUniqueAddress();
    grid = RejoinGrid.get(system).grid();
  }

  @AfterEach
  void close() {
    systems.close();
  }

  private <T extends ReplicatedData> void has(Key<T> key, T value) {
    Object answer =
        ask(new Replicator.Update<>(key, value, Replicator.writeLocal(), present -> value));
    assertTrue(answer instanceof Replicator.UpdateSuccess<?>, String.valueOf(answer));
  }

  private Object ask(Object message) {
    return Patterns.ask(replicator, message, Duration.ofSeconds(30))
        .toCompletableFuture()
        .join();
  }

  private Imported importAll() {
    return ReplicatorImport.ofTexts(system, "shop/").all().toCompletableFuture().join();
  }

  @Test
  void everyTypeHasItsLike() {
    has(GCounterKey.create("visits"), GCounter.create().increment(self, 7));
    has(PNCounterKey.create("stock"), PNCounter.create().increment(self, 5).decrement(self, 8));
    has(FlagKey.create("open"), Flag.create().switchOn());
    has(FlagKey.create("shut"), Flag.create());
    has(LWWRegisterKey.create("motto"), LWWRegister.create(self, "all fresh"));
    has(GSetKey.create("brands"), GSet.<String>create().add("acme").add("apex"));
    has(ORSetKey.create("tags"), ORSet.<String>create().add(self, "new").add(self, "red"));
    has(LWWMapKey.create("prices"), LWWMap.<String, String>create().put(self, "tea", "3.20"));
    has(
        ORMultiMapKey.create("sizes"),
        ORMultiMap.<String, String>create()
            .addBinding(self, "shirt", "s")
            .addBinding(self, "shirt", "m"));
    has(
        PNCounterMapKey.create("cart"),
        PNCounterMap.<String>create().increment(self, "tea", 2).increment(self, "milk", 1));
    has(
        ORMapKey.create("page"),
        ORMap.<String, ReplicatedData>create()
            .put(self, "hits", GCounter.create().increment(self, 3))
            .put(self, "seen", ORSet.<String>create().add(self, "ada")));

    Imported done = importAll();

    assertEquals(Map.of(), done.refused());
    assertEquals(11, done.taken().size());
    assertEquals(7, grid.growOnlyCounter("shop/visits").value());
    assertEquals(-3, grid.counter("shop/stock").value());
    assertTrue(grid.flag("shop/open").isEnabled());
    assertTrue(!grid.flag("shop/shut").isEnabled());
    assertEquals("all fresh", grid.register("shop/motto", TEXT).value().orElseThrow());
    assertEquals(Set.of("acme", "apex"), grid.growOnlySet("shop/brands", TEXT).value());
    assertEquals(Set.of("new", "red"), grid.set("shop/tags", TEXT).value());
    assertEquals(
        Map.of("tea", "3.20"), grid.lastWriterWinsMap("shop/prices", TEXT, TEXT).value());
    assertEquals(Set.of("s", "m"), grid.multimap("shop/sizes", TEXT, TEXT).get("shirt"));
    assertEquals(2, grid.map("shop/cart").counter("tea").value());
    assertEquals(1, grid.map("shop/cart").counter("milk").value());
    assertEquals(3, grid.map("shop/page").growOnlyCounter("hits").value());
    assertEquals(Set.of("ada"), grid.map("shop/page").set("seen", TEXT).value());
  }

  @Test
  void whatWasTakenIsNotTakenAgain() {
    has(PNCounterKey.create("stock"), PNCounter.create().increment(self, 5));
    has(ORSetKey.create("tags"), ORSet.<String>create().add(self, "new"));
    importAll();
    grid.set("shop/tags", TEXT).remove("new");
    has(GCounterKey.create("visits"), GCounter.create().increment(self, 7));

    Imported again = importAll();

    assertEquals(new TreeSet<>(List.of("visits")), again.taken());
    assertEquals(new TreeSet<>(List.of("stock", "tags")), again.before());
    assertEquals(5, grid.counter("shop/stock").value());
    assertEquals(Set.of(), grid.set("shop/tags", TEXT).value());
  }

  @Test
  void whatWasInterruptedIsDoneAgainUnlessItCounts() {
    has(PNCounterKey.create("stock"), PNCounter.create().increment(self, 5));
    has(ORSetKey.create("tags"), ORSet.<String>create().add(self, "new"));
    grid.register("rejoin-import/shop/stock", TEXT).set("begun");
    grid.register("rejoin-import/shop/tags", TEXT).set("begun");

    Imported done = importAll();

    assertEquals(new TreeSet<>(List.of("stock")), done.uncertain());
    assertEquals(new TreeSet<>(List.of("tags")), done.taken());
    assertEquals(0, grid.counter("shop/stock").value());
    assertEquals(Set.of("new"), grid.set("shop/tags", TEXT).value());
  }

  @Test
  void whatCannotBeTakenIsNamedAndNothingOfItIsWritten() {
    has(GSetKey.create("mixed"), GSet.create().add("a").add(42));
    has(
        PNCounterKey.create("huge"),
        PNCounter.create().increment(self, Long.MAX_VALUE).increment(self, Long.MAX_VALUE));
    has(FlagKey.create("gone"), Flag.create());
    ask(new Replicator.Delete<>(FlagKey.create("gone"), Replicator.writeLocal()));

    Imported done = ReplicatorImport.ofTexts(system, "shop/")
        .only(List.of("mixed", "huge", "gone", "never"))
        .toCompletableFuture()
        .join();

    assertEquals(Set.of("mixed", "huge", "never"), done.refused().keySet());
    assertTrue(why(done, "mixed").contains("java.lang.Integer"), done.toString());
    assertTrue(why(done, "huge").contains("64 bits"), done.toString());
    assertEquals(Set.of("gone"), done.deleted());
    assertEquals(Set.of(), grid.growOnlySet("shop/mixed", TEXT).value());
    assertEquals(List.of(), grid.keys("rejoin-import"));
  }

  private static String why(Imported done, String key) {
    return String.valueOf(done.refused().get(key));
  }

  @Test
  void elementsOfOtherTypesBecomeWhatOneSays() {
    has(GSetKey.create("numbers"), GSet.create().add(1L).add(2L));
    ReplicatorImport.of(system, "shop/", Codec.int64(), Long.class::cast)
        .all()
        .toCompletableFuture()
        .join();
    assertEquals(Set.of(1L, 2L), grid.growOnlySet("shop/numbers", Codec.int64()).value());
  }
}
