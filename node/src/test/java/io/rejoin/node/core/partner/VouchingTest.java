package io.rejoin.node.core.partner;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.membership.placement.Copies;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.node.core.shard.Buckets;
import io.rejoin.node.core.shard.Buckets.Durability;
import io.rejoin.node.core.shard.Buckets.Policy;
import io.rejoin.node.port.PassThrough;
import io.rejoin.node.store.MemoryStore;
import io.rejoin.testing.TestNetwork;
import io.rejoin.testing.TestNode;
import io.rejoin.testing.TestNode.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What an owner says that it keeps is on its disk. */
class VouchingTest {
  private final TestNetwork network = new TestNetwork();
  private final List<TestNode> nodes = new ArrayList<>();
  private boolean syncs = true;

  /** A disk that loses everything when the power fails, until it syncs. */
  private final class Disk extends PassThrough {
    private long synced;

    Disk() {
      super(new MemoryStore());
    }

    @Override
    public long synced() {
      synced = syncs ? super.synced() : synced;
      return synced;
    }
  }

  private void start(String name) {
    Policy two = new Policy(Durability.ASYNC, Optional.empty(), Copies.of(2));
    Setting setting = Setting.of(name, "site-" + name, name.hashCode())
        .withStore(new Disk())
        .withBuckets(
            new Buckets(Buckets.STANDARD.standard(), new TreeMap<>(Map.of(Bytes.utf8("p"), two))));
    nodes.add(new TestNode(network, setting, nodes.toArray(TestNode[]::new)));
  }

  private TestNode guest(GroupId group) {
    return nodes.stream()
        .filter(node -> !node.core().ownership().of(group).contains(node.id()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aGuestHoldsWhatItHasUntilItsOwnersHaveSyncedIt() {
    List.of("a", "b", "c").forEach(this::start);
    network.runFor(Duration.ofSeconds(5));
    GroupId group = nodes.get(0).replicas().placing().of(TestNode.set("p/1"));
    TestNode guest = guest(group);
    syncs = false;
    guest.add("p/1", "x");
    network.runFor(Duration.ofMinutes(1));
    assertTrue(nodes.stream().allMatch(node -> node.holds("p/1", "x")));
    assertTrue(guest.replicas().of(group).isPresent());
    syncs = true;
    network.runUntil(
        "given up", Duration.ofSeconds(10), () -> guest.replicas().of(group).isEmpty());
  }
}
