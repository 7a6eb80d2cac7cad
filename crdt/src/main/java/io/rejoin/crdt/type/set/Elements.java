package io.rejoin.crdt.type.set;

import io.rejoin.crdt.Item;
import io.rejoin.crdt.Path;
import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.Bytes;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What sets that keep marks of removal have in common: an element is a path component, and below it
 * lie items that say whether it was added or removed.
 */
final class Elements {
  static final int MAX_LENGTH = Path.MAX_COMPONENT;

  static final Bytes ADDED = Bytes.wrap(new byte[] {1});
  static final Bytes REMOVED = Bytes.wrap(new byte[] {0});

  private Elements() {}

  static void check(Bytes element) {
    if (element.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          element.length() + " bytes in an element, at most " + MAX_LENGTH + " are allowed");
    }
  }

  /** Is there an item with this mark at an element? */
  static boolean has(View element, Bytes mark) {
    for (Item item : element.items()) {
      if (item.value().equals(mark)) {
        return true;
      }
    }
    return false;
  }

  /** The elements of a set that are in, sorted by their bytes. */
  static SortedSet<Bytes> of(View set, Predicate<View> isIn) {
    SortedSet<Bytes> elements = new TreeSet<>();
    set.children().forEach((element, marks) -> {
      if (isIn.test(marks)) {
        elements.add(element);
      }
    });
    return Collections.unmodifiableSortedSet(elements);
  }
}
