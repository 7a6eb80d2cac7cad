package io.rejoin.examples.comparison.store;

import java.util.SortedMap;
import java.util.function.Consumer;

/** Documents as a site reads and writes them: cells, by name. */
public interface Documents {

  /** A copy of the whole document; empty if there is none. */
  SortedMap<String, String> read(String key);

  /** Puts this in place of what the site has read. */
  void write(String key, SortedMap<String, String> document);

  /** Reads, changes and writes back. */
  default void change(String key, Consumer<SortedMap<String, String>> change) {
    SortedMap<String, String> document = read(key);
    change.accept(document);
    write(key, document);
  }
}
