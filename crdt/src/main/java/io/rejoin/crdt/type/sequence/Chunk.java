package io.rejoin.crdt.type.sequence;

import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.Dot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Places that hang in a chain, each the right child of the one before, as the index knows them:
 * what all live versions say together, the chunks that hang under it, and where it is in the order.
 *
 * <p>The chain comes before any other right child of its places. So the order around a chunk is:
 * place by place, each behind its left children; then the other right children of the last place,
 * of the one before it, and so on.
 */
final class Chunk {
  /** Places in a chunk: holes are bits of a long. */
  static final int MAX_LENGTH = 64;

  /** A chunk with as much content is not made longer. */
  static final int MAX_BYTES = 1024;

  /** Those under the same chunk, as they follow one another. */
  static final Comparator<Chunk> SIBLINGS = (one, two) -> {
    int byOffset =
        Integer.compare(one.origin().parent().offset(), two.origin().parent().offset());
    if (one.origin().left() != two.origin().left()) {
      return one.origin().left() ? -1 : 1;
    }
    int inOrder = one.origin().left() ? byOffset : -byOffset;
    return inOrder != 0 ? inOrder : one.id.compareTo(two.id);
  };

  final Dot id;
  final List<Version> versions = new ArrayList<>(1);

  /** The longest version. It has the content of all places that are holes in none. */
  private Version longest;

  private long holes;

  /** Elements of this chunk that were moved to other places. */
  private long away;

  /** If an element was moved here: is it shown here? */
  private boolean arrived;

  /** What is shown, as the order was told. */
  long shown;

  /** Under which it hangs; null while it is not in the tree. */
  @Nullable
  Chunk parent;

  /** Those that hang under it, as {@link #SIBLINGS}. */
  private List<Chunk> children = List.of();

  /** The first of its spans. */
  @Nullable
  Span spans;

  Chunk(Dot id, Version first) {
    this.id = id;
    versions.add(first);
    longest = first;
    merge();
  }

  /** The places in {@code [from, to)}, as bits. */
  static long mask(int from, int to) {
    return from >= to ? 0 : -1L << from & -1L >>> (MAX_LENGTH - to);
  }

  /** Puts together what the versions say; there is at least one. */
  void merge() {
    longest = versions.get(0);
    holes = 0;
    for (Version version : versions) {
      holes |= version.holes();
      boolean older = version.item().dot().compareTo(longest.item().dot()) < 0;
      boolean equallyLong = version.length() == longest.length();
      longest = version.length() > longest.length() || (equallyLong && older) ? version : longest;
    }
  }

  Origin origin() {
    return longest.origin();
  }

  int length() {
    return longest.length();
  }

  long holes() {
    return holes;
  }

  /** Was it made for an element that was moved? */
  boolean isForMoved() {
    return longest.moved();
  }

  /** What was moved here, unless it was deleted or moved on. */
  Version.@Nullable Arrival arrival() {
    return holes == 0 ? longest.arrival() : null;
  }

  /** Is there an element in this place of its own? */
  boolean has(int offset) {
    return !isForMoved() && offset < length() && (holes >>> offset & 1) == 0;
  }

  void away(int offset, boolean isAway) {
    away = isAway ? away | 1L << offset : away & ~(1L << offset);
  }

  void arrived(boolean isHere) {
    arrived = isHere;
  }

  /** The elements that are there, whether here or moved elsewhere. */
  long present() {
    return ~holes & mask(0, length());
  }

  /** The places in which an element is to be shown. */
  long toShow() {
    return isForMoved() ? (arrived ? 1 : 0) : present() & ~away;
  }

  int contentLength() {
    return longest.contentLength();
  }

  void append(long places, Notation notation, ByteWriter out) {
    if (places != 0) {
      longest.append(places, notation, out);
    }
  }

  Bytes content(long places, Notation notation) {
    ByteWriter out = new ByteWriter(contentLength());
    append(places, notation, out);
    return out.toBytes();
  }

  List<Chunk> children() {
    return children;
  }

  void removeChild(Chunk child) {
    children.remove(child);
  }

  /** Behind the others, to be sorted later. */
  void addChild(Chunk child) {
    if (children.isEmpty()) {
      children = new ArrayList<>(1);
    }
    children.add(child);
    child.parent = this;
  }

  void sortChildren() {
    if (children.size() > 1) {
      children.sort(SIBLINGS);
    }
  }

  /** As chunks whose parents are not here are sorted. */
  void sortAsLost() {
    if (children.size() > 1) {
      children.sort(Comparator.comparing(child -> child.id));
    }
  }

  boolean hasRightChild(int offset) {
    if (offset < length() - 1) {
      return true;
    }
    for (int i = children.size() - 1; i >= 0 && !children.get(i).origin().left(); i--) {
      if (children.get(i).origin().parent().offset() == offset) {
        return true;
      }
    }
    return false;
  }

  /** The chunk whose first place comes first, at or below this one. */
  Chunk firstBelow() {
    Chunk first = this;
    while (!first.children.isEmpty()) {
      Origin origin = first.children.get(0).origin();
      if (!origin.left() || origin.parent().offset() > 0) {
        return first;
      }
      first = first.children.get(0);
    }
    return first;
  }

  /** The chunk whose last place comes last, at or below this one. */
  Chunk lastBelow() {
    Chunk last = this;
    while (!last.children.isEmpty()) {
      Chunk child = last.children.get(last.children.size() - 1);
      if (child.origin().left()) {
        return last;
      }
      last = child;
    }
    return last;
  }
}
