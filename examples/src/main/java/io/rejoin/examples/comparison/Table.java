package io.rejoin.examples.comparison;

import io.rejoin.examples.comparison.history.Score;
import io.rejoin.examples.comparison.history.Score.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** A field's comparison for people: a row for each measure, a column for each contender. */
final class Table {
  private static final String HEAD = "  %-38s";
  private static final int WIDTH = 14;

  private Table() {}

  /** The lines of it, without a line end. */
  static List<String> of(Comparison<?> comparison) {
    List<Score> scores = comparison.scores();
    List<String> lines = new ArrayList<>();
    StringBuilder head = new StringBuilder(HEAD.formatted(comparison.field().name()));
    Comparison.contenders().forEach(contender -> head.append(cell(contender.name())));
    lines.add(head.toString());
    lines.add(row("acts", scores, Measure.ACTS));
    lines.add(row("  refused: no majority reached", scores, Measure.REFUSED_NO_MAJORITY));
    lines.add(row("  refused: not from this site", scores, Measure.REFUSED_HERE));
    lines.add(row("  lost", scores, Measure.LOST));
    lines.add(row("  overruled by a concurrent act", scores, Measure.OVERRULED));
    lines.add(row("  resurrected", scores, Measure.RESURRECTED));
    lines.add(row("  " + comparison.field().limit(), scores, Measure.BROKEN));
    lines.add(row("  done twice", scores, Measure.TWICE));
    lines.add(row("figures that are wrong at the end", scores, score -> "%d of %d"
        .formatted(score.of(Measure.WRONG_FIGURES), score.of(Measure.FIGURES))));
    lines.add(row("conflicts left to a person", scores, Measure.OPEN));
    lines.add(row("looks", scores, Measure.LOOKS));
    lines.add(row("  refused", scores, Measure.LOOKS_REFUSED));
    lines.add(row("  that did not show the latest", scores, Measure.STALE));
    return lines;
  }

  private static String row(String name, List<Score> scores, Measure measure) {
    return row(name, scores, score -> String.format(Locale.ROOT, "%,d", score.of(measure)));
  }

  private static String row(String name, List<Score> scores, Function<Score, String> text) {
    StringBuilder row = new StringBuilder(HEAD.formatted(name));
    scores.forEach(score -> row.append(cell(text.apply(score))));
    return row.toString();
  }

  private static String cell(String text) {
    return " ".repeat(Math.max(1, WIDTH - text.length())) + text;
  }
}
