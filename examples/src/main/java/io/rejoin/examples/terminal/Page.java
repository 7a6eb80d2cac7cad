package io.rejoin.examples.terminal;

import java.io.PrintWriter;
import java.util.List;

/** Lines of a summary for a person. */
public class Page {
  private static final int MOST_COMPLAINTS = 10;
  private static final String ROW = "    %-24s %s";

  private final PrintWriter out;
  private final boolean coloured;

  public Page(PrintWriter out, boolean coloured) {
    this.out = out;
    this.coloured = coloured;
  }

  /** Says in one line that all is well, or what is not. */
  public final void verdict(String well, boolean good, List<String> complaints) {
    if (good && complaints.isEmpty()) {
      line("  " + bold(Style.GREEN, well));
      return;
    }
    line("  " + bold(Style.RED, "This is not what the grid promises."));
    complaints.stream().limit(MOST_COMPLAINTS).forEach(complaint -> line("    " + complaint));
  }

  public final void title(String text) {
    line("  " + bold(Style.BOLD, text));
  }

  public final void row(String name, String value) {
    line(ROW.formatted(name, value));
  }

  /** A number that should be nought. */
  public final String number(long count) {
    return bold(count == 0 ? Style.GREEN : Style.RED, Long.toString(count));
  }

  public final String bold(Style style, String text) {
    return style.on(text, coloured);
  }

  public final void line(String text) {
    out.println(text);
  }

  public final void end() {
    out.flush();
  }
}
