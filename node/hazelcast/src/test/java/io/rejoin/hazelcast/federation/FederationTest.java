package io.rejoin.hazelcast.federation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.map.IMap;
import com.hazelcast.query.Predicates;
import com.hazelcast.transaction.TransactionContext;
import io.rejoin.Codec;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.hazelcast.federation.Sites.At;
import io.rejoin.testing.Eventually;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FederationTest {
  private final Sites sites = new Sites();

  @AfterEach
  void end() {
    sites.close();
  }

  @Test
  void whatIsWrittenAndRemovedAtOneSiteIsSoAtTheOther() {
    At oslo = sites.start("oslo");
    At rig = sites.start("rig");
    oslo.orders().put("a", "1");
    rig.has("a", "1");
    rig.orders().put("a", "2");
    oslo.has("a", "2");
    oslo.orders().remove("a");
    rig.lacks("a");
    rig.orders().put("a", "3");
    oslo.has("a", "3");
  }

  @Test
  void whateverWayItIsWrittenOrRemoved() {
    At oslo = sites.start("oslo");
    At rig = sites.start("rig");
    Map<String, Consumer<IMap<String, String>>> ways = new LinkedHashMap<>();
    ways.put("set", map -> map.set("set", "x"));
    ways.put("putAll", map -> map.putAll(Map.of("putAll", "x")));
    ways.put("putIfAbsent", map -> map.putIfAbsent("putIfAbsent", "x"));
    ways.put(
        "putAsync", map -> map.putAsync("putAsync", "x").toCompletableFuture().join());
    ways.put("tryPut", map -> map.tryPut("tryPut", "x", 1, TimeUnit.SECONDS));
    ways.put("merge", map -> map.merge("merge", "x", String::concat));
    ways.put("compute", map -> map.compute("compute", (key, before) -> "x"));
    ways.put("executeOnKey", map -> map.executeOnKey("executeOnKey", entry -> entry.setValue("x")));
    ways.put("transaction", map -> transact(oslo, "transaction"));
    ways.forEach((key, way) -> way.accept(oslo.orders()));
    ways.keySet().forEach(key -> rig.has(key, "x"));
    Map<String, Consumer<IMap<String, String>>> gone = new LinkedHashMap<>();
    gone.put("set", map -> map.delete("set"));
    gone.put("putAll", map -> map.remove("putAll", "x"));
    gone.put(
        "putIfAbsent",
        map -> map.removeAsync("putIfAbsent").toCompletableFuture().join());
    gone.put("tryPut", map -> map.tryRemove("tryPut", 1, TimeUnit.SECONDS));
    gone.put("compute", map -> map.compute("compute", (key, before) -> null));
    gone.put(
        "executeOnKey", map -> map.executeOnKey("executeOnKey", entry -> entry.setValue(null)));
    gone.put("merge", map -> map.removeAll(Predicates.equal("__key", "merge")));
    gone.forEach((key, way) -> way.accept(oslo.orders()));
    gone.keySet().forEach(rig::lacks);
    assertEquals(Set.of("putAsync", "transaction"), rig.orders().keySet());
  }

  private static void transact(At site, String key) {
    TransactionContext transaction = site.member().newTransactionContext();
    transaction.beginTransaction();
    transaction.getMap(Sites.ORDERS).put(key, "x");
    transaction.commitTransaction();
  }

  @Test
  void whatIsWrittenInACutIsThereAfterItAndTheLosingValueIsListed() {
    At oslo = sites.start("oslo");
    At rig = sites.start("rig");
    oslo.orders().put("removed", "before");
    oslo.orders().put("both", "before");
    oslo.orders().put("updated", "before");
    rig.has("removed", "before");
    rig.has("both", "before");
    rig.has("updated", "before");
    sites.cut("rig");
    oslo.orders().put("here", "x");
    rig.orders().put("there", "y");
    rig.orders().remove("removed");
    rig.orders().remove("updated");
    oslo.orders().put("updated", "after");
    oslo.orders().put("both", "of oslo");
    sites.settled();
    rig.orders().put("both", "of the rig");
    sites.settled();
    sites.heal();
    rig.has("here", "x");
    oslo.has("there", "y");
    oslo.lacks("removed");
    rig.has("updated", "after");
    oslo.has("updated", "after");
    oslo.has("both", "of the rig"); // written later
    rig.has("both", "of the rig");
    FederatedMap<String, String> orders = sites.orders();
    Conflicts<String, String> conflicts = Conflicts.of(oslo.grid(), orders);
    Conflicts.Conflict<String, String> only = conflicts.list().get(0);
    assertEquals(1, conflicts.list().size());
    assertEquals("both", only.key());
    assertEquals("of the rig", only.shown().value());
    assertEquals(
        List.of("of oslo"),
        only.others().stream().map(written -> written.value()).toList());
    rig.orders().put("both", "again"); // does not take the conflict away, as nobody saw it
    oslo.has("both", "again");
    assertEquals("of oslo", conflicts.of("both").orElseThrow().others().get(0).value());
    conflicts.resolve("both", "of both");
    oslo.has("both", "of both");
    rig.has("both", "of both");
    Eventually.holds("resolved", () -> Conflicts.of(rig.grid(), orders).list().isEmpty());
  }

  @Test
  void aFunctionMergesWhatDidNotSeeEachOther() {
    sites.orders(sites.orders().merging(FederationTest::both));
    At oslo = sites.start("oslo");
    At rig = sites.start("rig");
    sites.cut("rig");
    oslo.orders().put("a", "1");
    sites.settled();
    rig.orders().put("a", "2");
    sites.settled();
    sites.heal();
    oslo.has("a", "1+2");
    rig.has("a", "1+2");
  }

  /** Texts; before one of them is written, something happens once. */
  private record Interrupted(String at, AtomicReference<Runnable> by) implements Codec<String> {
    @Override
    public Bytes encode(String value) {
      if (value.equals(at)) {
        by.getAndSet(() -> {}).run();
      }
      return Codec.string().encode(value);
    }

    @Override
    public String decode(Bytes bytes) throws MalformedBytes {
      return Codec.string().decode(bytes);
    }

    @Override
    public boolean canonical() {
      return true;
    }
  }

  /** The merge takes the version away that the write has just become. */
  @Test
  void aWriteIsMergedOnceAlsoIfAnotherArrivesAsItIsTold() {
    AtomicReference<Runnable> arrives = new AtomicReference<>(() -> {});
    sites.orders(FederatedMap.of(Sites.ORDERS, Codec.string(), new Interrupted("2", arrives))
        .merging(FederationTest::both));
    At oslo = sites.start("oslo");
    At rig = sites.start("rig");
    sites.cut("rig");
    oslo.orders().put("a", "1");
    sites.settled();
    EntryKey entry = sites.orders().entry("a");
    arrives.set(() -> {
      sites.heal();
      Eventually.holds("the other one is there", () -> rig.grid().partial(entry).size() == 1);
    });
    rig.orders().put("a", "2");
    rig.has("a", "1+2");
    oslo.has("a", "1+2");
    long taken = rig.federation().counts().taken();
    assertTrue(taken <= 2, () -> taken + " taken of a write and perhaps its merge");
  }

  private static String both(String one, String other) {
    Set<String> all = new TreeSet<>(List.of(one.split("[+]", -1)));
    all.addAll(List.of(other.split("[+]", -1)));
    return String.join("+", all);
  }

  @Test
  void whenWritesStopNothingIsSentToAndFro() throws InterruptedException {
    At oslo = sites.start("oslo");
    At rig = sites.start("rig");
    for (int i = 0; i < 100; i++) {
      oslo.orders().put("order-" + i, "of oslo");
      oslo.stock().counter("sku-" + i).add(1);
      rig.orders().put("order-" + (50 + i), "of the rig");
      rig.stock().counter("sku-" + (50 + i)).add(1);
    }
    oslo.has(150);
    rig.has(150);
    oslo.counts("sku-75", 2);
    rig.counts("sku-75", 2);
    Eventually.holds("all the same", () -> all(oslo).equals(all(rig)));
    sites.settled();
    Counts before = oslo.federation().counts();
    Counts beforeThere = rig.federation().counts();
    Thread.sleep(3_000); // a few rounds
    // but for entries that are being looked at again just now
    Eventually.holds("no more here", () -> oslo.federation().counts().equals(before));
    Eventually.holds("no more there", () -> rig.federation().counts().equals(beforeThere));
    assertTrue(before.taken() <= 150, "each write is told once: " + before);
  }

  private static Map<String, String> all(At site) {
    return site.orders().getAll(site.orders().keySet());
  }
}
