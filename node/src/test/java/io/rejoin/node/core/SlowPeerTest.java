package io.rejoin.node.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.register.LwwRegister;
import io.rejoin.testing.TestNetwork;
import io.rejoin.testing.TestNode;
import io.rejoin.testing.TestNode.Setting;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A peer that takes nothing costs bounded memory and nobody else's time. */
class SlowPeerTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final TestNetwork network = new TestNetwork();
  private final TestNode ada = new TestNode(network, Setting.of("ada", "north", 1));
  private final TestNode ben = new TestNode(network, Setting.of("ben", "north", 2), ada);
  private final TestNode cleo = new TestNode(network, Setting.of("cleo", "north", 3), ada);

  @BeforeEach
  void linked() {
    network.runFor(Duration.ofSeconds(5));
  }

  private void write(int films) {
    for (int i = 0; i < films; i++) {
      EntryKey key = new EntryKey(LwwRegister.TYPE.id(), Bytes.utf8("film-" + i));
      ada.write(key, LwwRegister.TYPE, new LwwRegister.Set(Bytes.wrap(new byte[1 << 20])));
      network.runFor(Duration.ofMillis(20));
    }
  }

  @Test
  void whatWaitsForAStalledPeerIsBounded() {
    network.stall((from, to) -> from.equals("ada") && to.equals("ben"));

    write(60);

    assertTrue(ada.wire().queued() < 1 << 20, "in the transport: " + ada.wire().queued());
    assertTrue(ada.core().waitingFor(ben.id()) <= 32L << 20);
    network.runUntil("others are served", LIMIT, () -> film(cleo, 59) > 0);
  }

  @Test
  void aStalledPeerIsLeftAndRepairedLater() {
    network.stall((from, to) -> from.equals("ada") && to.equals("ben"));
    write(40);
    network.runFor(Duration.ofSeconds(30));

    network.stall((from, to) -> false);

    network.runUntil("repaired", LIMIT, () -> ada.root().equals(ben.root()));
    assertEquals(1 << 20, film(ben, 0));
  }

  @Test
  void aLargeValueDoesNotHoldMembershipBack() {
    EntryKey key = new EntryKey(LwwRegister.TYPE.id(), Bytes.utf8("film"));
    Bytes film = Bytes.wrap(new byte[16 << 20]);
    network.narrow(256 << 10);

    ada.write(key, LwwRegister.TYPE, new LwwRegister.Set(film));
    network.runUntil(
        "arrived",
        Duration.ofMinutes(5),
        () -> LwwRegister.value(ben.replica().state(key)).isPresent());

    assertTrue(!ada.said("does not answer") && !ben.said("does not answer"));
  }

  @Test
  void aLargeValueIsRepairedOverANarrowLink() {
    network.cut((from, to) -> from.equals("ben") != to.equals("ben"));
    network.runFor(Duration.ofSeconds(30));
    EntryKey key = new EntryKey(LwwRegister.TYPE.id(), Bytes.utf8("film"));
    ada.write(key, LwwRegister.TYPE, new LwwRegister.Set(Bytes.wrap(new byte[8 << 20])));
    network.narrow(256 << 10);

    network.heal();

    network.runUntil(
        "repaired",
        Duration.ofMinutes(2),
        () -> LwwRegister.value(ben.replica().state(key)).isPresent());
  }

  private static int film(TestNode at, int number) {
    EntryKey key = new EntryKey(LwwRegister.TYPE.id(), Bytes.utf8("film-" + number));
    return LwwRegister.value(at.replica().state(key)).map(Bytes::length).orElse(0);
  }
}
