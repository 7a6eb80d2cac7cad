package io.rejoin.examples.healthcare;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What has changed in notes, line by line; of a line that was written into, only what came in. */
final class NoteChanges {
  /** A line that has so much in common with another, in characters, is that one, written into. */
  private static final int SAME_LINE = 12;

  private static final int BEHIND = 24;
  private static final int MOST = 10_000;

  private NoteChanges() {}

  static List<String> between(String before, String after) {
    Set<String> gone = new LinkedHashSet<>(before.lines().toList());
    Set<String> come = new LinkedHashSet<>(after.lines().toList());
    Set<String> kept = new LinkedHashSet<>(gone);
    kept.retainAll(come);
    gone.removeAll(kept);
    come.removeAll(kept);
    List<String> changes = new ArrayList<>();
    for (String line : come) {
      String origin = origin(line, gone);
      if (origin.isEmpty()) {
        changes.add("note: " + most(line));
      } else {
        gone.remove(origin);
        changes.add(change(points(origin), points(line)));
      }
    }
    gone.forEach(line -> changes.add("note gone: " + most(line)));
    return changes;
  }

  /** The line that this one was before, or nothing if it is new. */
  private static String origin(String line, Set<String> gone) {
    String origin = "";
    int most = SAME_LINE - 1;
    for (String old : gone) {
      int common = common(points(old), points(line));
      if (common > most) {
        most = common;
        origin = old;
      }
    }
    return origin;
  }

  private static String change(int[] before, int[] after) {
    int begin = common(before, after);
    int end = commonEnd(before, after, begin);
    // Whole words, as people read.
    while (begin > 0 && after[begin - 1] != ' ') {
      begin--;
    }
    while (end > 0 && after[after.length - end] != ' ') {
      end--;
    }
    int behind = Math.max(0, begin - BEHIND);
    String was = text(before, begin, before.length - end);
    return "note, behind \"%s\"%s now: %s"
        .formatted(
            text(before, behind, begin),
            was.isEmpty() ? "" : ", was: " + most(was),
            most(text(after, begin, after.length - end)));
  }

  /** How many characters both begin with. */
  private static int common(int[] one, int[] other) {
    int common = 0;
    while (common < Math.min(one.length, other.length) && one[common] == other[common]) {
      common++;
    }
    return common;
  }

  /** How many characters both end with, not counting those they begin with. */
  private static int commonEnd(int[] one, int[] other, int begin) {
    int most = Math.min(one.length, other.length) - begin;
    int common = 0;
    while (common < most && one[one.length - 1 - common] == other[other.length - 1 - common]) {
      common++;
    }
    return common;
  }

  private static int[] points(String text) {
    return text.codePoints().toArray();
  }

  private static String text(int[] points, int from, int to) {
    return new String(points, from, to - from);
  }

  private static String most(String text) {
    return Differences.brief(text, MOST);
  }
}
