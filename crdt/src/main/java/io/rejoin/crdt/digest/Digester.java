package io.rejoin.crdt.digest;

import io.rejoin.crdt.Item;
import io.rejoin.crdt.Joined;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.Hash128;
import io.rejoin.crdt.bytes.SipHash;
import io.rejoin.crdt.bytes.SipStream;

/**
 * Computes {@link Digest}s under a key. Only live content counts, neither context nor what was
 * removed: replicas that have forgotten different things have equal digests. Thread-safe.
 */
public final class Digester {
  private final SipHash hash;

  public Digester(SipHash hash) {
    this.hash = hash;
  }

  public Digest of(State state) {
    return sum(state.items());
  }

  /** The digest of {@code joined.state()}, given that of the state before: O(news). */
  public Digest update(Digest before, Joined joined) {
    return before.plus(sum(joined.added())).minus(sum(joined.removed()));
  }

  private Digest sum(Iterable<Item> items) {
    long high = 0;
    long low = 0;
    for (Item item : items) {
      Hash128 one = of(item);
      high += one.high();
      low += one.low();
    }
    return new Digest(high, low);
  }

  private Hash128 of(Item item) {
    SipStream stream = hash.stream128();
    stream
        .u64(item.dot().run().value())
        .u64(item.dot().number())
        .u64(item.path().length());
    for (Bytes component : item.path().components()) {
      stream.bytes(component);
    }
    return stream.raw(item.value()).finish128();
  }
}
