package io.rejoin.membership.placement;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many nodes hold each entry of a bucket, and where. The text form is {@code all}, a number
 * such as {@code 3}, or {@code home(berlin)+2}.
 *
 * @param count how many there are to be; without one, every node
 * @param home the site that one of them is at, if it has a node; the others are elsewhere
 */
public record Copies(Optional<Integer> count, Optional<String> home) {
  /** Every node holds everything. */
  public static final Copies ALL = new Copies(Optional.empty(), Optional.empty());

  /** More than this is better said by {@link #ALL}. */
  public static final int MOST = 64;

  private static final Pattern AT_HOME = Pattern.compile("home\\((.+)\\)\\+(\\d{1,3})");

  public Copies {
    count.ifPresent(number -> {
      if (number < 1 || number > MOST) {
        throw new IllegalArgumentException("copies are 1 to " + MOST + ", or all: " + number);
      }
    });
    if (home.isPresent() && count.isEmpty()) {
      throw new IllegalArgumentException("a home site goes with a number of copies elsewhere");
    }
  }

  /** So many copies, at different sites as far as there are so many. */
  public static Copies of(int count) {
    return new Copies(Optional.of(count), Optional.empty());
  }

  /** A copy at a site and so many at others. */
  public static Copies home(String site, int elsewhere) {
    return new Copies(Optional.of(Math.addExact(elsewhere, 1)), Optional.of(site));
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException if it is none; nothing else is changed by that
   */
  public static Copies parse(String text) {
    if (text.equals("all")) {
      return ALL;
    }
    Matcher atHome = AT_HOME.matcher(text);
    if (atHome.matches()) {
      return home(atHome.group(1), Integer.parseInt(atHome.group(2)));
    }
    if (text.matches("\\d{1,3}")) {
      return of(Integer.parseInt(text));
    }
    throw new IllegalArgumentException(
        "copies are all, a number such as 3, or home(SITE)+2, not: " + text);
  }

  @Override
  public String toString() {
    return home.isPresent()
        ? "home(" + home.get() + ")+" + (count.orElseThrow() - 1)
        : count.map(String::valueOf).orElse("all");
  }
}
