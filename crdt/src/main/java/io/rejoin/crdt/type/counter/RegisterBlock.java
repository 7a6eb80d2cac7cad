package io.rejoin.crdt.type.counter;

import io.rejoin.crdt.Item;
import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * 64 neighbouring registers of a {@link HyperLogLog}. In bytes: the 64 ranks, a byte each, or where
 * that is shorter the pairs of index and rank of those that are not 0, by index. Anything else is
 * read as no registers at all.
 */
final class RegisterBlock {
  private static final int SIZE = 64;

  private final byte[] ranks;

  private RegisterBlock(byte[] ranks) {
    this.ranks = ranks;
  }

  /** The path component of the block that holds a register. */
  static Bytes component(int register) {
    return Bytes.wrap(new byte[] {(byte) (register / SIZE)});
  }

  static boolean isComponent(Bytes component) {
    return component.length() == 1;
  }

  static RegisterBlock of(int register, int rank) {
    byte[] ranks = new byte[SIZE];
    ranks[register % SIZE] = (byte) rank;
    return new RegisterBlock(ranks);
  }

  /** The maximum of all versions of a block. */
  static RegisterBlock read(View versions) {
    RegisterBlock block = new RegisterBlock(new byte[SIZE]);
    for (Item version : versions.items()) {
      block = block.join(read(version));
    }
    return block;
  }

  static RegisterBlock read(Item version) {
    Bytes value = version.value();
    byte[] ranks = new byte[SIZE];
    if (value.length() == SIZE) {
      ranks = value.toArray();
    } else if (value.length() < SIZE && value.length() % 2 == 0) {
      for (int i = 0; i < value.length(); i += 2) {
        ranks[value.at(i) & (SIZE - 1)] = value.at(i + 1);
      }
    }
    for (int i = 0; i < SIZE; i++) {
      ranks[i] = (byte) Math.max(0, ranks[i]);
    }
    return new RegisterBlock(ranks);
  }

  RegisterBlock join(RegisterBlock other) {
    byte[] greater = new byte[SIZE];
    for (int i = 0; i < SIZE; i++) {
      greater[i] = (byte) Math.max(ranks[i], other.ranks[i]);
    }
    return new RegisterBlock(greater);
  }

  /** Whether joining this into the other changes nothing. */
  boolean isBelow(RegisterBlock other) {
    return Arrays.equals(join(other).ranks, other.ranks);
  }

  int rank(int register) {
    return ranks[register % SIZE];
  }

  /** Hands over the ranks that are not 0. */
  void forEachRank(IntConsumer action) {
    for (byte rank : ranks) {
      if (rank > 0) {
        action.accept(rank);
      }
    }
  }

  Bytes toBytes() {
    ByteWriter pairs = new ByteWriter();
    for (int i = 0; i < SIZE; i++) {
      if (ranks[i] > 0) {
        pairs.u8(i).u8(ranks[i]);
      }
    }
    return pairs.size() < SIZE ? pairs.toBytes() : Bytes.wrap(ranks.clone());
  }
}
