package io.rejoin.examples.healthcare;

import java.util.Locale;
import java.util.regex.Pattern;

/** What people type, before any of it is written. */
final class Input {
  private static final int MOST_WORDS = 200;
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

  private Input() {}

  /**
   * A short text in one line.
   *
   * @param what as the error calls it
   * @throws IllegalArgumentException if it is empty, too long, or no text in one line
   */
  static String words(String what, String text) {
    return line(what, text, MOST_WORDS);
  }

  /** A text of so many characters at most, in one line. */
  static String line(String what, String text, int most) {
    String words = text.strip();
    if (words.isEmpty()) {
      throw new IllegalArgumentException(what + " is empty; nothing was changed");
    }
    int length = words.codePointCount(0, words.length());
    if (length > most) {
      throw new IllegalArgumentException("%s has %,d characters, at most %,d are possible; nothing was changed"
          .formatted(what, length, most));
    }
    if (words.codePoints().anyMatch(Input::isUnfit)) {
      throw new IllegalArgumentException(
          what + " has a character that is no text, such as a line break; nothing was changed");
    }
    return words;
  }

  /** A name that is the same in any case, such as a drug's. */
  static String name(String what, String text) {
    return words(what, text).toLowerCase(Locale.ROOT);
  }

  /** A part of a key. */
  static String id(String what, String text) {
    if (!ID.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "%s '%s' must be 1 to 40 of a-z, 0-9 and hyphens, and begin with none"
              .formatted(what, text));
    }
    return text;
  }

  private static boolean isUnfit(int character) {
    return Character.isISOControl(character)
        || Character.getType(character) == Character.SURROGATE;
  }
}
