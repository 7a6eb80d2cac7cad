package io.rejoin.node.core.shard;

import io.rejoin.antientropy.Forest;
import io.rejoin.antientropy.Lanes;
import io.rejoin.antientropy.MerkleTree;
import io.rejoin.antientropy.NodeDigest;
import io.rejoin.node.core.run.Numbers;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** All shards of a replica, and their trees as one. Thread-safe. */
public final class Shards {
  private final int bits;
  private final Shard[] shards;
  private int turn;

  /**
   * Makes {@code 2^bits} shards.
   *
   * @param numbers makes the author of a shard's operations
   * @param stamp what may have had an effect by now
   */
  public Shards(int bits, Lanes lanes, Supplier<Numbers> numbers, Supplier<Stamp> stamp) {
    this.bits = bits;
    shards = new Shard[1 << bits];
    for (int i = 0; i < shards.length; i++) {
      shards[i] = new Shard(bits, lanes, numbers.get(), stamp);
    }
  }

  public Shard of(Entry entry) {
    return shards[Forest.shard(entry.keyHash(), bits)];
  }

  /** Folds what changed into the trees. */
  public void fold() {
    for (Shard shard : shards) {
      if (shard.isDirty()) {
        locked(shard, Shard::fold);
      }
    }
  }

  /** The digest of everything as last folded; its count is the number of live entries. */
  public NodeDigest root() {
    NodeDigest sum = NodeDigest.EMPTY;
    for (Shard shard : shards) {
      sum = sum.plus(shard.tree().digest());
    }
    return sum;
  }

  /** The trees as last folded. */
  public Forest forest() {
    return new Forest(bits, Arrays.stream(shards).map(Shard::tree).toArray(MerkleTree[]::new));
  }

  /** Waits until whoever holds the lock of any shard now has let it go. */
  public void settle() {
    for (Shard shard : shards) {
      shard.settle();
    }
  }

  /** Lets nobody change anything any more, as the run is over. */
  public void end() {
    for (Shard shard : shards) {
      shard.end();
    }
  }

  /**
   * Visits one after the other, each under its lock, from where the last visit ended: all, or until
   * the visitor says that it is enough. For one thread.
   */
  void inTurn(Predicate<Shard> goesOn) {
    boolean more = true;
    for (int left = shards.length; left > 0 && more; left--) {
      Shard shard = shards[turn];
      turn = (turn + 1) % shards.length;
      shard.lock();
      try {
        more = goesOn.test(shard);
      } finally {
        shard.unlock();
      }
    }
  }

  /** How many entries know of dots that are not live, about. */
  public int remembering() {
    return Arrays.stream(shards).mapToInt(Shard::remembering).sum();
  }

  /** Acts upon an entry's shard under its lock. */
  public void locked(Entry entry, Consumer<Shard> action) {
    locked(of(entry), action);
  }

  private static void locked(Shard shard, Consumer<Shard> action) {
    shard.lock();
    try {
      action.accept(shard);
    } finally {
      shard.unlock();
    }
  }
}
