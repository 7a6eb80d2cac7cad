package io.rejoin.crdt.type.sequence;

import org.jspecify.annotations.Nullable;

/** Places of a chunk that follow one another in the order with nothing in between. */
final class Span {
  final Chunk chunk;
  final int from;
  int to;
  Block block;

  @Nullable
  Span previous;

  @Nullable
  Span next;

  /** The next one of the same chunk. */
  @Nullable
  Span sibling;

  Span(Chunk chunk, int from, int to, Block block) {
    this.chunk = chunk;
    this.from = from;
    this.to = to;
    this.block = block;
  }

  /** Some spans that follow one another, counted together. */
  static final class Block {
    @Nullable
    Span first;

    @Nullable
    Block next;

    int spans;
    int shown;
  }

  long mask() {
    return Chunk.mask(from, to);
  }

  /** The elements that are shown in it, as bits. */
  long shown() {
    return chunk.shown & mask();
  }

  int count() {
    return Long.bitCount(shown());
  }
}
