package io.rejoin.antientropy;

import io.rejoin.crdt.bytes.ByteWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * What one side says before the other may: contents of bounded size, as many as the limits allow.
 */
final class Turn {
  /** Version, kind, number and length of a list. */
  private static final int OVERHEAD = 24;

  private final Session.Limits limits;
  private final List<Content> contents = new ArrayList<>();
  private long bytes;

  Turn(Session.Limits limits) {
    this.limits = limits;
  }

  void say(Content content) {
    ByteWriter out = new ByteWriter();
    content.write(out);
    bytes += OVERHEAD + out.size();
    contents.add(content);
  }

  /**
   * Takes parts for as long as there is room and packs them into contents of one kind; returns how
   * many.
   */
  <T extends Content.Part> int fill(Iterator<T> parts, Function<List<T>, Content> kind) {
    List<T> packed = new ArrayList<>();
    int size = OVERHEAD;
    int count = 0;
    while (bytes < limits.turnBytes() && parts.hasNext()) {
      T part = parts.next();
      ByteWriter out = new ByteWriter();
      part.write(out);
      if (size + out.size() > limits.messageBytes() && !packed.isEmpty()) {
        contents.add(kind.apply(packed));
        packed = new ArrayList<>();
        size = OVERHEAD;
      }
      packed.add(part);
      count++;
      size += out.size();
      bytes += out.size();
    }
    if (!packed.isEmpty()) {
      contents.add(kind.apply(packed));
      bytes += OVERHEAD;
    }
    return count;
  }

  /**
   * Takes from a queue for as long as there is room; each is described only when its time comes.
   */
  <S, T extends Content.Part> int fill(
      Queue<S> queue, Function<S, T> part, Function<List<T>, Content> kind) {
    Iterator<T> parts = new Iterator<>() {
      @Override
      public boolean hasNext() {
        return !queue.isEmpty();
      }

      @Override
      public T next() {
        return part.apply(queue.remove());
      }
    };
    return fill(parts, kind);
  }

  /** Takes from a queue and, when it is empty, lets more be made until there is none. */
  <T extends Content.Part> int fill(
      Queue<T> queue, BooleanSupplier makeMore, Function<List<T>, Content> kind) {
    Iterator<T> parts = new Iterator<>() {
      @Override
      public boolean hasNext() {
        while (queue.isEmpty()) {
          if (!makeMore.getAsBoolean()) {
            return false;
          }
        }
        return true;
      }

      @Override
      public T next() {
        return queue.remove();
      }
    };
    return fill(parts, kind);
  }

  boolean isEmpty() {
    return contents.isEmpty();
  }

  List<Content> contents() {
    return contents;
  }

  /** About what the contents take encoded. */
  long bytes() {
    return bytes;
  }
}
