package io.rejoin.node.core.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.register.LwwRegister;
import io.rejoin.membership.Member;
import io.rejoin.membership.Status;
import io.rejoin.node.core.Written;
import io.rejoin.testing.TestNetwork;
import io.rejoin.testing.TestNode;
import io.rejoin.testing.TestNode.Setting;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A link carries no more in a second than it may. */
class PacedLinkTest {
  private static final int RATE = 50_000;
  private static final int VALUE = 1 << 20;

  private final TestNetwork network = new TestNetwork();
  private final TestNode ada = new TestNode(
      network,
      Setting.of("ada", "north", 1)
          .withConfig(config -> config.withLinks(config.links().withBytesPerSecond(RATE))));
  private final TestNode ben = new TestNode(network, Setting.of("ben", "north", 2), ada);

  @BeforeEach
  void linked() {
    network.runFor(Duration.ofSeconds(5));
    EntryKey key = new EntryKey(LwwRegister.TYPE.id(), Bytes.utf8("film"));
    ada.write(key, LwwRegister.TYPE, new LwwRegister.Set(Bytes.wrap(new byte[VALUE])));
  }

  private static long sent(TestNode node) {
    Traffic.View traffic = node.core().status().traffic();
    return traffic.delta().out() + traffic.repair().out() + traffic.membership().out();
  }

  private static Set<Status> statuses(TestNode node) {
    return node.core().members().stream().map(Member::status).collect(Collectors.toSet());
  }

  @Test
  void theCapHoldsAndIsUsed() {
    network.runFor(Duration.ofSeconds(1));
    long before = sent(ada);
    network.runFor(Duration.ofSeconds(10));
    long sent = sent(ada) - before;
    assertTrue(sent <= 11 * RATE, sent + " bytes");
    assertTrue(sent >= 9 * RATE, sent + " bytes");
    network.runUntil(
        "it comes in the end", Duration.ofMinutes(1), () -> ada.root().equals(ben.root()));
  }

  @Test
  void nobodyIsTakenForDeadMeanwhile() {
    for (int i = 0; i < 100; i++) {
      network.runFor(Duration.ofMillis(100));
      assertEquals(Set.of(Status.ALIVE), statuses(ada));
      assertEquals(Set.of(Status.ALIVE), statuses(ben));
    }
  }

  /** What ben does is acknowledged at once, although much waits before it. */
  @Test
  void clocksGoAtOnce() {
    network.runFor(Duration.ofSeconds(2));
    Written written = ben.count("visits", 1);
    network.runFor(Duration.ofMillis(60));
    assertEquals(
        2,
        ben.core().confirmedBy(written.group(), written.run(), written.number()).size());
  }
}
