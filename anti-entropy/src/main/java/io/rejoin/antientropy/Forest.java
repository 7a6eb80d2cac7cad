package io.rejoin.antientropy;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * A snapshot of the trees of all shards. Answers for every range of key hashes; one above the shard
 * level is the sum of its shards, so equal stores are recognised by one digest however many shards
 * there are.
 */
public final class Forest {
  public static final int MAX_SHARD_BITS = 16;

  private final int shardBits;
  private final MerkleTree[] shards;

  /** The trees of the {@code 2^shardBits} shards, in order. */
  public Forest(int shardBits, MerkleTree... shards) {
    if (shardBits < 0 || shardBits > MAX_SHARD_BITS || shards.length != 1 << shardBits) {
      throw new IllegalArgumentException(shards.length + " shards of " + shardBits + " bits");
    }
    this.shardBits = shardBits;
    this.shards = shards.clone();
  }

  /** The shard of a key hash: its top bits. */
  public static int shard(long keyHash, int shardBits) {
    return shardBits == 0 ? 0 : (int) (keyHash >>> (Long.SIZE - shardBits));
  }

  public NodeDigest digest() {
    return digest(Prefix.ROOT);
  }

  public NodeDigest digest(Prefix range) {
    NodeDigest sum = NodeDigest.EMPTY;
    int first = shard(range.bits(), shardBits);
    for (int shard = first; shard < first + shardsIn(range); shard++) {
      sum = sum.plus(shards[shard].digest(range));
    }
    return sum;
  }

  /** The digests of the 16 parts of a range. */
  NodeDigest[] children(Prefix range) {
    NodeDigest[] parts = new NodeDigest[16];
    for (int nibble = 0; nibble < 16; nibble++) {
      parts[nibble] = digest(range.child(nibble));
    }
    return parts;
  }

  /** The entries of a range, ascending by key hash. */
  public Iterator<MerkleTree.Entry> entries(Prefix range) {
    int first = shard(range.bits(), shardBits);
    return shardsIn(range) == 1
        ? shards[first].entries(range)
        : new Shards(range, first, first + shardsIn(range));
  }

  /** How many shards a range reaches into. */
  private int shardsIn(Prefix range) {
    return 1 << Math.max(0, shardBits - 4 * range.nibbles());
  }

  /** One shard after the other. */
  private final class Shards implements Iterator<MerkleTree.Entry> {
    private final Prefix range;
    private final int end;
    private int next;
    private Iterator<MerkleTree.Entry> here = Collections.emptyIterator();

    Shards(Prefix range, int first, int end) {
      this.range = range;
      this.next = first;
      this.end = end;
    }

    @Override
    public boolean hasNext() {
      while (!here.hasNext() && next < end) {
        here = shards[next++].entries(range);
      }
      return here.hasNext();
    }

    @Override
    public MerkleTree.Entry next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return here.next();
    }
  }
}
