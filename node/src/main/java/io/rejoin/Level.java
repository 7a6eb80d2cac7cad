package io.rejoin;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many nodes must hold an operation before somebody who waits for it goes on. This node always
 * counts as one. Members that left or were evicted do not count; those that cannot be reached do.
 * Of an entry whose bucket has a number of copies only the nodes count that are to keep it.
 *
 * @param scope which nodes count
 * @param copies how many of them, or of their sites, from 1 to 1,000; 1 where the scope says it
 */
public record Level(Scope scope, int copies) {
  private static final int MAX_COPIES = 1_000;
  private static final Pattern TEXT = Pattern.compile("([a-z-]+)(?:\\((\\d{1,4})\\))?");

  /** Which nodes count. */
  public enum Scope {
    LOCAL("local", false),
    GRID("copies", true),
    SITE("copies-in-site", true),
    SITES("sites", true),
    MAJORITY("majority", false),
    ALL("all", false);

    private final String text;
    private final boolean counts;

    Scope(String text, boolean counts) {
      this.text = text;
      this.counts = counts;
    }

    private static Optional<Scope> of(String text, boolean counted) {
      return Arrays.stream(values())
          .filter(scope -> scope.text.equals(text) && scope.counts == counted)
          .findFirst();
    }
  }

  public Level {
    if (copies < 1 || copies > MAX_COPIES || (!scope.counts && copies != 1)) {
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

  /** Held at so many sites, this node's included. */
  public static Level sites(int sites) {
    return new Level(Scope.SITES, sites);
  }

  /** Held by more than half of the members that this node knows. */
  public static Level majority() {
    return new Level(Scope.MAJORITY, 1);
  }

  /** Held by every member that this node knows. */
  public static Level all() {
    return new Level(Scope.ALL, 1);
  }

  /**
   * Reads {@code local}, {@code copies(2)}, {@code copies-in-site(2)}, {@code sites(2)}, {@code
   * majority} or {@code all}.
   *
   * @throws IllegalArgumentException if the text is no level
   */
  public static Level parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw none(text);
    }
    Optional<String> number = Optional.ofNullable(matcher.group(2));
    Scope scope = Scope.of(matcher.group(1), number.isPresent()).orElseThrow(() -> none(text));
    return new Level(scope, number.map(Integer::parseInt).orElse(1));
  }

  private static IllegalArgumentException none(String text) {
    return new IllegalArgumentException("'" + text + "' is no level: it must be local, copies(n),"
        + " copies-in-site(n), sites(n), majority or all");
  }

  /** The text that {@link #parse} reads. */
  @Override
  public String toString() {
    return scope.counts ? scope.text + "(" + copies + ")" : scope.text;
  }
}
