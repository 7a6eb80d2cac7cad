package io.rejoin.crdt.persistent;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Walks the values below a {@link LongNode} in key order; the stack is at most 16 deep. */
final class LongNodeIterator implements Iterator<Object> {
  private final Deque<Iterator<Object>> inner = new ArrayDeque<>();
  private Iterator<Object> values = Arrays.asList().iterator();

  LongNodeIterator(@Nullable LongNode root) {
    if (root != null) {
      descend(root);
    }
  }

  @Override
  public boolean hasNext() {
    return values.hasNext();
  }

  @Override
  public Object next() {
    if (!values.hasNext()) {
      throw new NoSuchElementException();
    }
    Object value = values.next();
    while (!values.hasNext() && !inner.isEmpty()) {
      if (inner.peek().hasNext()) {
        descend((LongNode) inner.peek().next());
      } else {
        inner.pop();
      }
    }
    return value;
  }

  private void descend(LongNode node) {
    LongNode at = node;
    while (!at.holdsValues()) {
      Iterator<Object> children = Arrays.asList(at.slots).iterator();
      at = (LongNode) children.next();
      inner.push(children);
    }
    values = Arrays.asList(at.slots).iterator();
  }
}
