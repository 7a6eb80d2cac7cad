package io.rejoin.crdt.persistent;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Walks the values below a {@link LongNode} in key order. */
final class LongNodeIterator implements Iterator<Object> {
  private static final Object[] NONE = {};

  /** What is left to walk above the values at hand, innermost first. */
  private record Above(LongNode node, int next, @Nullable Above outer) {}

  private Object[] values = NONE;
  private int next;
  private @Nullable Above above;

  LongNodeIterator(@Nullable LongNode root) {
    if (root != null) {
      descend(root);
    }
  }

  @Override
  public boolean hasNext() {
    return next < values.length;
  }

  @Override
  public Object next() {
    if (next == values.length) {
      throw new NoSuchElementException();
    }
    Object value = values[next++];
    if (next == values.length) {
      advance();
    }
    return value;
  }

  private void advance() {
    while (above != null) {
      Above at = above;
      above = at.outer();
      if (at.next() < at.node().slots.length) {
        above = new Above(at.node(), at.next() + 1, at.outer());
        descend((LongNode) at.node().slots[at.next()]);
        return;
      }
    }
  }

  private void descend(LongNode node) {
    LongNode at = node;
    while (!at.holdsValues()) {
      above = new Above(at, 1, above);
      at = (LongNode) at.slots[0];
    }
    values = at.slots;
    next = 0;
  }
}
