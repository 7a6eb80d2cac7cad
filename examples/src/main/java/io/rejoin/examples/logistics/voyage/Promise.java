package io.rejoin.examples.logistics.voyage;

import java.util.List;

/**
 * Something that must hold at the end.
 *
 * @param looked how many things could have been wrong
 * @param broken what was, in words
 */
public record Promise(String what, long looked, List<String> broken) {
  public Promise {
    broken = List.copyOf(broken);
  }

  /** Nothing was wrong, and something could have been. */
  public boolean isKept() {
    return broken.isEmpty() && looked > 0;
  }
}
