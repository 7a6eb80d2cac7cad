package io.rejoin.node.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.Erasure;
import io.rejoin.crdt.type.counter.PnCounter;
import io.rejoin.crdt.type.set.AddWinsSet;
import io.rejoin.node.store.MemoryStore;
import io.rejoin.testing.TestNetwork;
import io.rejoin.testing.TestNode;
import io.rejoin.testing.TestNode.Setting;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is removed is forgotten once everybody knows, and does not come back after that. */
class ForgettingTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final EntryKey SET = new EntryKey(AddWinsSet.TYPE.id(), Bytes.utf8("s"));
  private static final EntryKey COUNT = new EntryKey(PnCounter.TYPE.id(), Bytes.utf8("c"));

  private final TestNetwork network = new TestNetwork();
  private final MemoryStore adasDisk = new MemoryStore();
  private final MemoryStore bensDisk = new MemoryStore();
  private TestNode ada = new TestNode(network, Setting.of("ada", "north", 1).withStore(adasDisk));
  private TestNode ben =
      new TestNode(network, Setting.of("ben", "south", 20).withStore(bensDisk), ada);

  private static void add(TestNode at, String element) {
    at.replica().mutate(SET, AddWinsSet.TYPE, new AddWinsSet.Add(Bytes.utf8(element)));
  }

  private static void erase(TestNode at) {
    at.replica().mutate(SET, Erasure.TYPE, new Erasure.Erase());
  }

  private static void count(TestNode at) {
    at.replica().mutate(COUNT, PnCounter.TYPE, new PnCounter.Add(1));
  }

  private boolean isForgotten() {
    return List.of(ada, ben).stream()
        .allMatch(node -> node.replica().remembering() == 0 && node.replica().removalCount() == 0);
  }

  private void settled() {
    network.runFor(Duration.ofSeconds(2));
    network.runUntil("forgotten", LIMIT, this::isForgotten);
  }

  private TestNode again(TestNode node, String name, MemoryStore disk, int start) {
    network.kill(node);
    TestNode other = node == ada ? ben : ada;
    return new TestNode(network, Setting.of(name, node.site(), 100 + start).withStore(disk), other);
  }

  @Test
  void anErasedEntryLeavesNothingBehind() {
    add(ada, "tea");
    add(ben, "milk");
    settled();
    erase(ben);
    settled();

    assertEquals(State.EMPTY, ada.replica().state(SET));
    assertTrue(adasDisk.read(SET).isEmpty() && bensDisk.read(SET).isEmpty());
  }

  @Test
  void whatWasWrittenMeanwhileSurvivesAnErasure() {
    add(ada, "tea");
    settled();
    network.cut((from, to) -> true);
    erase(ada);
    add(ben, "milk");
    network.runFor(Duration.ofSeconds(3));
    network.heal();
    settled();

    assertTrue(ada.holds("s", "milk"));
    assertFalse(ben.holds("s", "tea"));
  }

  @Test
  void anOldDiskDoesNotBringBackWhatIsForgotten() {
    add(ada, "tea");
    settled();
    network.kill(ben);
    MemoryStore image = bensDisk.copy();
    ben = new TestNode(network, Setting.of("ben", "south", 21).withStore(bensDisk), ada);
    network.runFor(Duration.ofSeconds(2));
    erase(ada);
    settled();

    network.kill(ben);
    ben = new TestNode(network, Setting.of("ben", "south", 22).withStore(image), ada);
    assertTrue(ben.holds("s", "tea"));
    settled();

    assertFalse(ada.holds("s", "tea"));
    assertFalse(ben.holds("s", "tea"));
  }

  @Test
  void aCounterIsAsSmallAfterAThousandRestartsAsAfterThree() {
    int bytesAfterThree = 0;
    for (int start = 1; start <= 1_000; start++) {
      count(ben);
      settled();
      ben = again(ben, "ben", bensDisk, start);
      settled();
      bytesAfterThree =
          start == 3 ? ada.replica().state(COUNT).toBytes().length() : bytesAfterThree;
    }
    count(ben);
    settled();

    assertEquals(1_001, PnCounter.value(ada.replica().state(COUNT)));
    int bytes = ada.replica().state(COUNT).toBytes().length();
    assertTrue(bytes <= bytesAfterThree + 2, bytes + " > " + bytesAfterThree); // a larger number
  }

  @Test
  void whoIsAwayIsNamed() {
    add(ada, "tea");
    settled();
    network.cut((from, to) -> true);
    erase(ada);
    network.runFor(Duration.ofSeconds(5));

    assertEquals(List.of(ben.id()), ada.core().status().forgetting().heldBackBy());
    assertTrue(ada.core().status().forgetting().entries() > 0);
  }

  @Test
  void aNodeThatStartsAloneDoesNotForgetWhatOthersLack() {
    add(ada, "tea");
    settled();
    network.cut((from, to) -> true);
    erase(ada);
    ada = again(ada, "ada", adasDisk, 1);
    network.runFor(Duration.ofSeconds(10));
    assertTrue(ada.replica().remembering() > 0);

    network.heal();
    settled();
    assertFalse(ben.holds("s", "tea"));
  }
}
