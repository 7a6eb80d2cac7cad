package io.rejoin.crdt.persistent;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A node of {@link LongMap}: branches at the digit {@code shift}; slots hold values if that is the
 * last digit, else nodes of smaller shifts. All its keys agree with {@code prefix} above the digit.
 */
final class LongNode {
  private static final int DIGIT = 4;

  private final long prefix;
  private final byte shift;

  /** Which digits have a slot; slots are in digit order. */
  private final char digits;

  final Object[] slots;

  private LongNode(long prefix, int shift, int digits, Object[] slots) {
    this.prefix = prefix;
    this.shift = (byte) shift;
    this.digits = (char) digits;
    this.slots = slots;
  }

  static LongNode single(long key, Object value) {
    return new LongNode(above(key, 0), 0, bit(key, 0), new Object[] {value});
  }

  /** Of the keys in {@code [from, to)}, which ascend. */
  static LongNode of(long[] keys, Object[] values, int from, int to) {
    long differing = keys[from] ^ keys[to - 1];
    int shift = differing == 0 ? 0 : digitOf(differing);
    Object[] slots = new Object[Math.min(to - from, 1 << DIGIT)];
    int used = 0;
    int digits = 0;
    for (int i = from; i < to; ) {
      int bit = bit(keys[i], shift);
      int next = i + 1;
      while (next < to && bit(keys[next], shift) == bit) {
        next++;
      }
      slots[used++] = shift == 0 ? values[i] : of(keys, values, i, next);
      digits |= bit;
      i = next;
    }
    Object[] exact = used == slots.length ? slots : Arrays.copyOf(slots, used);
    return new LongNode(above(keys[from], shift), shift, digits, exact);
  }

  boolean holdsValues() {
    return shift == 0;
  }

  @Nullable
  Object get(long key) {
    LongNode node = this;
    while (node.isFor(key)) {
      int bit = bit(key, node.shift);
      if ((node.digits & bit) == 0) {
        return null;
      }
      Object slot = node.slots[node.slotOf(bit)];
      if (node.holdsValues()) {
        return slot;
      }
      node = (LongNode) slot;
    }
    return null;
  }

  LongNode put(long key, Object value) {
    if (!isFor(key)) {
      return fork(single(key, value), key);
    }
    int bit = bit(key, shift);
    int at = slotOf(bit);
    if ((digits & bit) == 0) {
      Object[] grown = new Object[slots.length + 1];
      System.arraycopy(slots, 0, grown, 0, at);
      grown[at] = holdsValues() ? value : single(key, value);
      System.arraycopy(slots, at, grown, at + 1, slots.length - at);
      return new LongNode(prefix, shift, digits | bit, grown);
    }
    return with(at, holdsValues() ? value : ((LongNode) slots[at]).put(key, value));
  }

  /** Without a key that is here, and is not the only one. */
  LongNode remove(long key) {
    int bit = bit(key, shift);
    int at = slotOf(bit);
    if (!holdsValues()) {
      LongNode child = (LongNode) slots[at];
      if (!child.holdsValues() || child.slots.length > 1) {
        return with(at, child.remove(key));
      }
      if (slots.length == 2) {
        return (LongNode) slots[1 - at];
      }
    }
    Object[] shrunk = new Object[slots.length - 1];
    System.arraycopy(slots, 0, shrunk, 0, at);
    System.arraycopy(slots, at + 1, shrunk, at, shrunk.length - at);
    return new LongNode(prefix, shift, digits & ~bit, shrunk);
  }

  long lastKey() {
    LongNode node = this;
    while (!node.holdsValues()) {
      node = (LongNode) node.slots[node.slots.length - 1];
    }
    return node.prefix | (31 - Integer.numberOfLeadingZeros(node.digits));
  }

  void forEach(long from, long to, Consumer<Object> action) {
    if (to < prefix || from > last()) {
      return;
    }
    int rest = digits;
    for (Object slot : slots) {
      int digit = Integer.numberOfTrailingZeros(rest);
      rest &= rest - 1;
      if (!holdsValues()) {
        ((LongNode) slot).forEach(from, to, action);
      } else if ((prefix | digit) >= from && (prefix | digit) <= to) {
        action.accept(slot);
      }
    }
  }

  private LongNode with(int at, Object slot) {
    Object[] changed = slots.clone();
    changed[at] = slot;
    return new LongNode(prefix, shift, digits, changed);
  }

  /** A node above this one and another that differ at a higher digit. */
  private LongNode fork(LongNode other, long key) {
    int fork = digitOf(key ^ prefix);
    Object[] both = key < prefix ? new Object[] {other, this} : new Object[] {this, other};
    return new LongNode(above(key, fork), fork, bit(key, fork) | bit(prefix, fork), both);
  }

  /** The digit of the highest bit. */
  private static int digitOf(long differing) {
    int highest = 63 - Long.numberOfLeadingZeros(differing);
    return highest - highest % DIGIT;
  }

  private boolean isFor(long key) {
    return above(key, shift) == prefix;
  }

  /** The greatest key that this node could hold. */
  private long last() {
    return (prefix | (((1L << shift) << DIGIT) - 1)) & Long.MAX_VALUE;
  }

  private int slotOf(int bit) {
    return Integer.bitCount(digits & (bit - 1));
  }

  private static int bit(long key, int shift) {
    return 1 << ((key >>> shift) & 0xf);
  }

  /** The key's digits above this one, the others zero. */
  private static long above(long key, int shift) {
    return key & ~(((1L << shift) << DIGIT) - 1);
  }
}
