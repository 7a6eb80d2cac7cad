package io.rejoin.examples.comparison;

import io.rejoin.examples.comparison.history.Score;
import io.rejoin.examples.comparison.history.Score.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** A field's comparison for people: a row for each measure, a column for each contender. */
final class Table {
  private static final String HEAD = "  %-40s";
  private static final int WIDTH = 14;

  private Table() {}

  /** The lines of it, without a line end. A row that says nothing of anybody is left out. */
  static List<String> of(Comparison<?> comparison) {
    Rows rows = new Rows(comparison.scores(), new ArrayList<>());
    rows.head(comparison.field().name());
    rows.always("acts", Measure.ACTS);
    rows.always("  refused: no majority reached", Measure.REFUSED_NO_MAJORITY);
    rows.always("  refused: enough there, not here", Measure.REFUSED_HERE);
    rows.always("  lost", Measure.LOST);
    rows.always("  resurrected", Measure.RESURRECTED);
    rows.ifAny("  overruled by a concurrent one", Measure.OVERRULED);
    rows.ifAny("  done twice", Measure.TWICE);
    rows.always("  " + comparison.field().limit(), Measure.BROKEN);
    rows.figures("wrong figures at the end");
    rows.ifAny("conflicts left to a person", Measure.OPEN);
    rows.ifAny("there, though nobody put it", Measure.STRANGE);
    rows.ifAny("sites that differ at the end", Measure.DIFFERENT);
    rows.always("looks", Measure.LOOKS);
    rows.always("  refused: no majority reached", Measure.LOOKS_REFUSED);
    rows.always("  that did not show the latest", Measure.STALE);
    return rows.lines();
  }

  private record Rows(List<Score> scores, List<String> lines) {
    void head(String name) {
      StringBuilder head = new StringBuilder(HEAD.formatted(name));
      Comparison.contenders().forEach(contender -> head.append(cell(contender.name())));
      lines.add(head.toString());
    }

    void always(String name, Measure measure) {
      row(name, score -> String.format(Locale.ROOT, "%,d", score.of(measure)));
    }

    void ifAny(String name, Measure measure) {
      if (scores.stream().anyMatch(score -> score.of(measure) > 0)) {
        always(name, measure);
      }
    }

    void figures(String name) {
      if (scores.get(0).of(Measure.FIGURES) > 0) {
        row(name, score -> score.of(Measure.WRONG_FIGURES) + " of " + score.of(Measure.FIGURES));
      }
    }

    private void row(String name, Function<Score, String> text) {
      StringBuilder row = new StringBuilder(HEAD.formatted(name));
      scores.forEach(score -> row.append(cell(text.apply(score))));
      lines.add(row.toString());
    }
  }

  private static String cell(String text) {
    return " ".repeat(Math.max(1, WIDTH - text.length())) + text;
  }
}
