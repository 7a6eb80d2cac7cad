package io.rejoin.crdt.type.sequence;

import io.rejoin.crdt.type.sequence.Span.Block;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All places one after the other: spans in a list, which is counted block by block. To find the
 * n-th element costs a walk over the blocks and one over the spans of a block.
 */
final class Order {
  private static final int MAX_SPANS = 256;

  /** Receives elements that follow one another: places of a chunk, as bits. */
  interface Piece {
    void visit(Chunk chunk, long places);
  }

  /** A place in the order. */
  record Position(Span span, int offset) {
    Place place() {
      return new Place(span.chunk.id, offset);
    }

    /** The place before, an empty one too. */
    Position previous() {
      if (offset > span.from) {
        return new Position(span, offset - 1);
      }
      Span before = Objects.requireNonNull(span.previous);
      return new Position(before, before.to - 1);
    }

    /** The next place, an empty one too. */
    Position next() {
      if (offset + 1 < span.to) {
        return new Position(span, offset + 1);
      }
      Span following = Objects.requireNonNull(span.next);
      return new Position(following, following.from);
    }
  }

  private final Block first = new Block();
  private Block last = first;
  private @Nullable Span lastSpan;
  private int shown;
  private long places;

  /** How many elements are shown. */
  int shown() {
    return shown;
  }

  /** How many places there are. */
  long places() {
    return places;
  }

  Span firstSpan() {
    return Objects.requireNonNull(first.first);
  }

  /** Puts places of a chunk behind all others. */
  void append(Chunk chunk, int from, int to) {
    Span span = new Span(chunk, from, to, last);
    if (lastSpan != null) {
      lastSpan.next = span;
      span.previous = lastSpan;
    }
    lastSpan = span;
    addSibling(span);
    entered(span);
  }

  /** Puts a chunk, all of it, right before a place. */
  void insertBefore(Chunk other, int offset, Chunk chunk) {
    Span at = split(spanOf(other, offset), offset);
    insertBetween(at.previous, at, at.block, chunk);
  }

  /** Puts a chunk, all of it, right behind another's last place. */
  void insertBehind(Chunk other, Chunk chunk) {
    Span at = spanOf(other, other.length() - 1);
    insertBetween(at, at.next, at.block, chunk);
  }

  private void insertBetween(
      @Nullable Span before, @Nullable Span after, Block block, Chunk chunk) {
    Span span = new Span(chunk, 0, chunk.length(), block);
    link(before, span);
    linkNext(span, after);
    if (after != null && block.first == after) {
      block.first = span;
    }
    addSibling(span);
    entered(span);
  }

  private static void link(@Nullable Span before, Span span) {
    span.previous = before;
    if (before != null) {
      before.next = span;
    }
  }

  private void linkNext(Span span, @Nullable Span after) {
    span.next = after;
    if (after == null) {
      lastSpan = span;
    } else {
      after.previous = span;
    }
  }

  private void entered(Span span) {
    places += span.to - span.from;
    int count = span.count();
    shown += count;
    span.block.shown += count;
    countIn(span);
  }

  private void countIn(Span span) {
    Block block = span.block;
    block.first = block.first == null ? span : block.first;
    block.spans++;
    if (block.spans > MAX_SPANS) {
      halve(block);
    }
  }

  private void halve(Block block) {
    Block second = new Block();
    second.next = block.next;
    block.next = second;
    last = last == block ? second : last;
    Span span = Objects.requireNonNull(block.first);
    for (int i = 0; i < block.spans / 2; i++) {
      span = Objects.requireNonNull(span.next);
    }
    second.first = span;
    int moving = block.spans - block.spans / 2;
    for (@Nullable Span each = span; moving > 0 && each != null; each = each.next, moving--) {
      each.block = second;
      block.spans--;
      second.spans++;
      block.shown -= each.count();
      second.shown += each.count();
    }
  }

  private static void addSibling(Span span) {
    Span before = span.chunk.spans;
    if (before == null) {
      span.chunk.spans = span;
      return;
    }
    while (before.sibling != null) {
      before = before.sibling;
    }
    before.sibling = span;
  }

  private static Span spanOf(Chunk chunk, int offset) {
    Span span = Objects.requireNonNull(chunk.spans);
    while (span.to <= offset) {
      span = Objects.requireNonNull(span.sibling);
    }
    return span;
  }

  /** The span that begins with this place, which is in this one now. */
  private Span split(Span span, int offset) {
    if (span.from == offset) {
      return span;
    }
    Span rest = new Span(span.chunk, offset, span.to, span.block);
    rest.sibling = span.sibling;
    span.sibling = rest;
    span.to = offset;
    linkNext(rest, span.next);
    link(span, rest);
    countIn(rest);
    return rest;
  }

  /** A chunk has grown at its end. */
  void grown(Chunk chunk, int lengthBefore) {
    spanOf(chunk, lengthBefore - 1).to = chunk.length();
    places += chunk.length() - lengthBefore;
  }

  /** Shows of a chunk what it has to show now. */
  void refresh(Chunk chunk) {
    long now = chunk.toShow();
    if (now == chunk.shown) {
      return;
    }
    for (@Nullable Span span = chunk.spans; span != null; span = span.sibling) {
      int change = Long.bitCount(now & span.mask()) - span.count();
      span.block.shown += change;
      shown += change;
    }
    chunk.shown = now;
  }

  /** Where an element is shown. */
  Position find(int index) {
    int rest = Objects.checkIndex(index, shown);
    Block block = first;
    while (rest >= block.shown) {
      rest -= block.shown;
      block = Objects.requireNonNull(block.next);
    }
    Span span = Objects.requireNonNull(block.first);
    for (int count = span.count(); rest >= count; count = span.count()) {
      rest -= count;
      span = Objects.requireNonNull(span.next);
    }
    return new Position(span, Long.numberOfTrailingZeros(withoutFirst(span.shown(), rest)));
  }

  private static long withoutFirst(long bits, int count) {
    long rest = bits;
    for (int i = 0; i < count; i++) {
      rest &= rest - 1;
    }
    return rest;
  }

  /** Hands over the elements in {@code [from, to)}. */
  void forEach(int from, int to, Piece piece) {
    if (from == to) {
      return;
    }
    Position start = find(from);
    Span span = start.span();
    long bits = span.shown() & -1L << start.offset();
    for (int left = to - from; ; span = Objects.requireNonNull(span.next), bits = span.shown()) {
      int count = Long.bitCount(bits);
      if (count >= left) {
        piece.visit(span.chunk, bits & ~withoutFirst(bits, left));
        return;
      }
      if (count > 0) {
        piece.visit(span.chunk, bits);
        left -= count;
      }
    }
  }
}
