package io.rejoin;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many nodes must hold an operation before somebody who waits for it goes on. This node always
 * counts as one.
 *
 * @param scope which nodes count
 * @param copies how many of them, from 1 to 1,000
 */
public record Level(Scope scope, int copies) {
  private static final int MAX_COPIES = 1_000;
  private static final Pattern TEXT = Pattern.compile("(copies|copies-in-site)\\((\\d{1,4})\\)");

  /** Which nodes count. */
  public enum Scope {
    LOCAL("local"),
    GRID("copies"),
    SITE("copies-in-site");

    private final String text;

    Scope(String text) {
      this.text = text;
    }
  }

  public Level {
    if (copies < 1 || copies > MAX_COPIES || (scope == Scope.LOCAL && copies != 1)) {
      throw new IllegalArgumentException("a level needs 1 to 1,000 copies, not " + copies);
    }
  }

  /** Held by this node: reached as soon as the operation returns. */
  public static Level local() {
    return new Level(Scope.LOCAL, 1);
  }

  /** Held by so many nodes anywhere, this one included. */
  public static Level copies(int copies) {
    return new Level(Scope.GRID, copies);
  }

  /** Held by so many nodes of this node's site, this one included. */
  public static Level copiesInSite(int copies) {
    return new Level(Scope.SITE, copies);
  }

  /**
   * Reads {@code local}, {@code copies(2)} or {@code copies-in-site(2)}.
   *
   * @throws IllegalArgumentException if the text is no level
   */
  public static Level parse(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    if (lower.equals(Scope.LOCAL.text)) {
      return local();
    }
    Matcher matcher = TEXT.matcher(lower);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no level: it must be local, copies(n) or copies-in-site(n)");
    }
    int copies = Integer.parseInt(matcher.group(2));
    return matcher.group(1).equals(Scope.GRID.text) ? copies(copies) : copiesInSite(copies);
  }

  /** The text that {@link #parse} reads. */
  @Override
  public String toString() {
    return scope == Scope.LOCAL ? scope.text : scope.text + "(" + copies + ")";
  }
}
