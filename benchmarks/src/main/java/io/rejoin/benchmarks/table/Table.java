package io.rejoin.benchmarks.table;

import io.rejoin.benchmarks.table.Column.Side;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Figures of all columns, one line for each thing measured; without columns that have none. */
final class Table {
  private final List<? extends Column> columns;
  private final Map<String, Map<Column, Figure>> lines = new LinkedHashMap<>();

  Table(List<? extends Column> columns) {
    this.columns = columns;
  }

  void add(Column column, Figure figure) {
    lines.computeIfAbsent(figure.what(), any -> new HashMap<>()).put(column, figure);
  }

  /** The last column compares our first figure with the best one of the rivals. */
  void print(PrintStream out) {
    List<? extends Column> shown = columns.stream()
        .filter(column -> lines.values().stream().anyMatch(line -> line.containsKey(column)))
        .toList();
    StringBuilder head = new StringBuilder("| what");
    shown.forEach(column -> head.append(" | ").append(column.title()));
    out.println(head.append(" | times ahead of the best other |"));
    out.println("|---|" + "---:|".repeat(shown.size() + 1));
    lines.forEach((what, figures) -> {
      StringBuilder line = new StringBuilder("| ").append(what);
      for (Column column : shown) {
        Figure figure = figures.get(column);
        line.append(" | ").append(figure == null ? "" : figure.shown());
      }
      out.println(line.append(" | ").append(ratio(figures)).append(" |"));
    });
  }

  private String ratio(Map<Column, Figure> figures) {
    Figure ours = first(figures);
    Figure best = best(figures);
    return ours == null || best == null ? "" : ours.ahead(best);
  }

  private @Nullable Figure first(Map<Column, Figure> figures) {
    for (Column column : columns) {
      Figure figure = figures.get(column);
      if (figure != null && column.side() == Side.OURS) {
        return figure;
      }
    }
    return null;
  }

  private @Nullable Figure best(Map<Column, Figure> figures) {
    Figure best = null;
    for (Column column : columns) {
      Figure figure = figures.get(column);
      if (figure != null
          && column.side() == Side.RIVAL
          && (best == null || figure.isBetterThan(best))) {
        best = figure;
      }
    }
    return best;
  }
}
