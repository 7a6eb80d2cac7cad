package io.rejoin.node.core.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.digest.Digest;
import io.rejoin.crdt.type.counter.BoundedCounter;
import io.rejoin.node.core.shard.Buckets.Durability;
import io.rejoin.node.core.shard.Buckets.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ExpiryTest {
  private static final int MOST = 10;
  private static final EntryKey CART = new EntryKey(1, Bytes.utf8("carts/alice"));
  private static final EntryKey OTHER = new EntryKey(1, Bytes.utf8("users/alice"));
  private static final EntryKey STOCK =
      new EntryKey(BoundedCounter.TYPE.id(), Bytes.utf8("carts/stock"));

  private final Expiry expiry = new Expiry(carts(Duration.ofMillis(100)), Duration.ofMillis(5));

  private static Buckets carts(Duration life) {
    TreeMap<Bytes, Policy> named = new TreeMap<>();
    named.put(Bytes.utf8("carts"), new Policy(Durability.ASYNC, Optional.of(life)));
    return new Buckets(Buckets.STANDARD.standard(), named);
  }

  private void changed(EntryKey key, int live, long time) {
    expiry.changed(key, new Entry.Content(State.EMPTY, Digest.ZERO, live, time));
  }

  private List<EntryKey> due(long now) {
    return expiry.due(now, MOST, any -> 0);
  }

  @Test
  void anEntryExpiresAMarginAfterItsLastChange() {
    changed(CART, 1, 1_000);
    assertEquals(List.of(), due(1_104));
    changed(CART, 2, 1_050);
    assertEquals(List.of(), due(1_105));
    assertEquals(List.of(CART), due(1_155));
    assertEquals(List.of(), due(9_999));
  }

  @Test
  void onlyEntriesOfBucketsWithATimeExpireAndNoBoundedCounter() {
    changed(OTHER, 1, 1_000);
    changed(STOCK, 1, 1_000);
    assertEquals(List.of(), due(9_999));
  }

  @Test
  void whatIsErasedByOthersNeedNotBeErased() {
    changed(CART, 1, 1_000);
    changed(CART, 0, 1_010);
    assertEquals(List.of(), due(9_999));
  }

  @Test
  void whoIsNotFirstWaitsLonger() {
    changed(CART, 1, 1_000);
    assertEquals(List.of(), expiry.due(1_110, MOST, any -> 30));
    assertEquals(List.of(CART), expiry.due(1_135, MOST, any -> 30));
  }
}
