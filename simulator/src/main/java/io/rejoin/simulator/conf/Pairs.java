package io.rejoin.simulator.conf;

import com.typesafe.config.ConfigUtil;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Keys and values in one line, as they stand in a file. */
final class Pairs {
  private static final Set<String> WORDS_OF_HOCON = Set.of("null", "true", "false", "include");

  private final List<String> pairs = new ArrayList<>();

  /** A value that needs no quotes. */
  Pairs add(String key, Object value) {
    pairs.add(key + " = " + value);
    return this;
  }

  Pairs addIf(boolean differs, String key, Object value) {
    return differs ? add(key, value) : this;
  }

  /** A text, in quotes where it must be. */
  Pairs text(String key, String value) {
    return add(key, word(value));
  }

  Pairs textIf(boolean differs, String key, String value) {
    return differs ? text(key, value) : this;
  }

  Pairs section(String key, Pairs inner) {
    pairs.add(key + " " + inner);
    return this;
  }

  boolean isEmpty() {
    return pairs.isEmpty();
  }

  int size() {
    return pairs.size();
  }

  List<String> lines() {
    return List.copyOf(pairs);
  }

  @Override
  public String toString() {
    return isEmpty() ? "{}" : "{ " + String.join(", ", pairs) + " }";
  }

  /** A name, a number with its unit, or a text in quotes. */
  static String word(String text) {
    boolean plain = text.matches("-?[A-Za-z0-9][A-Za-z0-9._%/-]*") && !text.contains("//");
    return plain && !WORDS_OF_HOCON.contains(text) ? text : ConfigUtil.quoteString(text);
  }

  static String key(String text) {
    boolean plain = text.matches("[A-Za-z0-9_-]+") && !WORDS_OF_HOCON.contains(text);
    return plain ? text : ConfigUtil.quoteString(text);
  }

  /** One name by itself, several in brackets. */
  static String names(Collection<String> names) {
    return names.size() == 1 ? word(names.iterator().next()) : list(names);
  }

  static String list(Collection<String> names) {
    return "[" + String.join(", ", names.stream().map(Pairs::word).toList()) + "]";
  }
}
