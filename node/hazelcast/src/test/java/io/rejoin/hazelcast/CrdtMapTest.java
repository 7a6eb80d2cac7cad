package io.rejoin.hazelcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import io.rejoin.Codec;
import io.rejoin.GridException;
import io.rejoin.Level;
import io.rejoin.Receipt;
import io.rejoin.Subscription;
import io.rejoin.crdt.type.counter.PnCounter;
import io.rejoin.testing.Eventually;
import io.rejoin.value.Counter;
import io.rejoin.value.ReplicatedSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CrdtMapTest {
  private static final int NAMES = 40;

  private final Clusters clusters = new Clusters();
  private HazelcastInstance first;
  private HazelcastInstance second;

  @BeforeEach
  void begin() {
    first = clusters.member(config());
    second = clusters.member(config());
    assertEquals(2, first.getCluster().getMembers().size());
  }

  @AfterEach
  void end() {
    clusters.close();
  }

  private static Config config() {
    return Clusters.byAddress(Clusters.config("values"));
  }

  private static CrdtMap values(HazelcastInstance member) {
    return CrdtMap.of(member.getMap("values"));
  }

  @Test
  void whatMembersDoAtOnceAddsUp() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (HazelcastInstance member : List.of(first, second)) {
      threads.add(new Thread(() -> {
        for (int i = 0; i < 10 * NAMES; i++) {
          values(member).counter("count-" + i % NAMES).increment();
        }
      }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    for (int i = 0; i < NAMES; i++) {
      assertEquals(20, values(first).counter("count-" + i).value());
      assertEquals(20, values(second).counter("count-" + i).value());
    }
  }

  @Test
  void valuesAreOfAllKinds() {
    CrdtMap here = values(first);
    CrdtMap there = values(second);
    here.cart("alice").add("sku-1", 2);
    there.cart("alice").add("sku-1", 1);
    assertEquals(Map.of("sku-1", 3L), here.cart("alice").value().lines());
    here.set("tags", Codec.string()).add("a");
    there.set("tags", Codec.string()).add("b");
    there.set("tags", Codec.string()).remove("a");
    assertEquals(Set.of("b"), here.set("tags", Codec.string()).value());
    here.register("name", Codec.string()).set("one");
    there.register("name", Codec.string()).set("two");
    assertEquals(Optional.of("two"), here.register("name", Codec.string()).value());
    here.lastWriterWinsMap("fields", Codec.string(), Codec.string()).put("k", "v");
    assertEquals(
        Optional.of("v"),
        there.lastWriterWinsMap("fields", Codec.string(), Codec.string()).get("k"));
    here.map("nested").counter("n").add(4);
    assertEquals(4, there.map("nested").counter("n").value());
  }

  /** The run of the member that dies has items in these values; nobody writes under it again. */
  @Test
  void whatWasAnsweredOutlivesAMember() {
    for (int i = 0; i < NAMES; i++) {
      values(second).counter("count-" + i).add(3);
    }
    second.getLifecycleService().terminate();
    Eventually.holds("alone", () -> first.getCluster().getMembers().size() == 1);
    for (int i = 0; i < NAMES; i++) {
      Counter counter = values(first).counter("count-" + i);
      assertEquals(3, counter.value());
      counter.increment();
      assertEquals(4, counter.value());
    }
  }

  @Test
  void aReceiptSaysWhatWasDone() {
    ReplicatedSet<String> set = values(first).set("tags", Codec.string());
    Receipt added = set.add("a");
    assertTrue(added.changed());
    assertEquals(1, added.written().size());
    assertEquals(added.run(), added.written().get(0).run());
    Receipt removed = set.remove("a");
    assertEquals(added.written(), removed.removed());
    assertFalse(set.remove("a").changed());
    assertThrows(
        GridException.BadOperation.class,
        () -> removed.await(Level.majority(), Duration.ofSeconds(1)));
  }

  /** A value that is erased remembers what it held; one that comes late brings nothing back. */
  @Test
  void whatIsErasedDoesNotComeBack() {
    CrdtMap values = values(first);
    values.set("tags", Codec.string()).add("a");
    CrdtValue old = Objects.requireNonNull(values.map().get("tags"));
    values.set("tags", Codec.string()).erase();
    assertEquals(Set.of(), values.set("tags", Codec.string()).value());
    assertEquals(false, values.map().executeOnKey("tags", new JoinProcessor(old)));
    assertEquals(Set.of(), values(second).set("tags", Codec.string()).value());
  }

  @Test
  void whoListensHearsWhatEachMemberDoes() {
    List<Long> told = new CopyOnWriteArrayList<>();
    Counter counter = values(first).counter("count");
    Subscription listening = counter.onChange(change -> told.add(change.after()));
    values(second).counter("count").add(2);
    values(second).counter("another").add(7);
    counter.add(3);
    Eventually.holds("told", () -> told.equals(List.of(2L, 5L)));
    listening.close();
    counter.add(1);
    values(first).counter("another").onChange(change -> told.add(change.after()));
    values(first).counter("another").increment();
    Eventually.holds("told of the other", () -> told.contains(8L));
    assertEquals(List.of(2L, 5L, 8L), told);
  }

  @Test
  void aNameHasOneType() {
    values(first).counter("n").increment();
    Counter counter = values(second).counter("n");
    GridException.BadOperation wrong = assertThrows(
        GridException.BadOperation.class, () -> values(second).cart("n").add("sku", 1));
    assertTrue(wrong.toString().contains("'n' is a pn-counter"), wrong.toString());
    assertThrows(GridException.BadOperation.class, () -> values(first).cart("n").value());
    assertEquals(1, counter.value());
  }

  @Test
  void anOperationThatIsNotPossibleIsRefusedAsByTheGrid() {
    assertThrows(
        IllegalArgumentException.class,
        () -> values(first).growOnlyCounter("up").add(-1));
    assertThrows(
        GridException.BadOperation.class,
        () -> values(first).place(io.rejoin.crdt.type.counter.BoundedCounter.TYPE, "rights"));
    assertThrows(GridException.class, () -> values(first).counter(""));
    assertEquals(PnCounter.TYPE.id(), CrdtValue.empty(PnCounter.TYPE).type());
  }
}
