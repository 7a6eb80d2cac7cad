package io.rejoin.examples.comparison.field;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What applications do with the cells of a document. */
final class Cells {
  private Cells() {}

  static long number(Map<String, String> cells, String cell) {
    return Long.parseLong(cells.getOrDefault(cell, "0"));
  }

  static void add(Map<String, String> cells, String cell, long amount) {
    cells.put(cell, Long.toString(number(cells, cell) + amount));
  }

  /** The cells whose names begin so, by the rest of their names. */
  static SortedMap<String, String> under(Map<String, String> cells, String prefix) {
    SortedMap<String, String> found = new TreeMap<>();
    cells.forEach((cell, value) -> {
      if (cell.startsWith(prefix)) {
        found.put(cell.substring(prefix.length()), value);
      }
    });
    return found;
  }
}
