package io.rejoin.simulator.conf;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a file says, in its order, and where it says it. */
sealed interface Tree {

  Where where();

  /** Such as "a list", for messages. */
  String form();

  /** A line of a file; 0 if it is not known. */
  record Where(String file, int line) {
    /** What a message begins with. */
    @Override
    public String toString() {
      return line > 0 ? file + ", line " + line + ": " : file + ": ";
    }
  }

  /** A word, a number, a text. */
  record Text(Where where, String text) implements Tree {
    @Override
    public String form() {
      return "'" + text + "'";
    }
  }

  /** A list. */
  record Items(Where where, List<Tree> items) implements Tree {
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public String form() {
      return "a list";
    }
  }

  /** Nothing: the key counts as absent, and takes away what it stands over. */
  record Nothing(Where where) implements Tree {
    @Override
    public String form() {
      return "null";
    }
  }

  /** Keys and values. */
  record Section(Where where, Map<String, Tree> entries) implements Tree {
    public Section {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    @Override
    public String form() {
      return "a section";
    }

    Section without(String key) {
      Map<String, Tree> rest = new LinkedHashMap<>(entries);
      rest.remove(key);
      return new Section(where, rest);
    }

    /** This, over another: sections are merged, all else replaces what it stands over. */
    Section over(Section base) {
      Map<String, Tree> merged = new LinkedHashMap<>(base.entries);
      entries.forEach((key, value) -> {
        if (value instanceof Section section && merged.get(key) instanceof Section below) {
          merged.put(key, section.over(below));
        } else {
          merged.put(key, value);
        }
      });
      return new Section(where, merged);
    }
  }
}
