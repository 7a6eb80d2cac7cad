package io.rejoin.server.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of text whose columns line up; numbers stand right, everything else left. */
final class Layout {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  Layout row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  /** The rows, one per line, each with a line end. */
  String text() {
    List<Integer> widths = new ArrayList<>();
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        int width = row.get(i).length();
        if (i == widths.size()) {
          widths.add(width);
        } else if (width > widths.get(i)) {
          widths.set(i, width);
        }
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        String cell = row.get(i);
        String padding = " ".repeat(widths.get(i) - cell.length());
        line.append(i == 0 ? "" : GAP).append(isNumber(cell) ? padding + cell : cell + padding);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static boolean isNumber(String cell) {
    return !cell.isEmpty() && cell.chars().allMatch(c -> Character.isDigit(c) || c == ',');
  }
}
