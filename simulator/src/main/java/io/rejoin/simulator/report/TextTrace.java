package io.rejoin.simulator.report;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.core.Change;
import io.rejoin.simulator.grid.Attempt;
import io.rejoin.simulator.grid.Observer;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import io.rejoin.simulator.scenario.Happening;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.function.LongSupplier;

/**
 * Everything that happens, one line each, to be read and searched:
 *
 * <pre>
 * line   = time kind node rest        in columns; seconds from the start, nine decimals
 * begin  - CUT depot-3 | rest         end - CUT depot-3 | rest
 * start  hub/1                        stop hub/1
 * op     hub/1 client=hub/1#1 add(e3) on 4/k1 ok dot=run:7
 * frame  hub/1 from=depot-3/1 lane=delta bytes=123 sent=12.345678901
 * change hub/1 4/k1 local=false live=3
 * </pre>
 */
public final class TextTrace implements Observer {
  private final PrintWriter out;
  private final LongSupplier now;
  private final List<String> names;

  /**
   * A trace of a grid.
   *
   * @param out gets the lines; whoever made it closes it
   */
  public TextTrace(PrintWriter out, SimGrid grid) {
    this.out = out;
    now = grid.world()::now;
    names = grid.nodes().stream().map(node -> node.place().name()).toList();
  }

  @Override
  public void begins(SimGrid grid, Happening what, SortedSet<Integer> nodes) {
    line("begin", "-", happening(grid, what, nodes));
  }

  @Override
  public void ended(SimGrid grid, Happening what, SortedSet<Integer> nodes) {
    line("end", "-", happening(grid, what, nodes));
  }

  private static String happening(SimGrid grid, Happening what, SortedSet<Integer> nodes) {
    Names names = new Names(grid.nodes().stream()
        .map(node -> new Recording.Node(node.place().name(), node.place().site()))
        .toList());
    return Wording.kind(what) + " " + new Wording(names).what(what, nodes);
  }

  @Override
  public void life(SimGrid grid, SimNode node) {
    line(node.isUp() ? "start" : "stop", node.place().name(), "");
  }

  @Override
  public void attempted(SimGrid grid, Attempt attempt) {
    String dot = attempt
        .done()
        .filter(done -> done.written().changed())
        .map(done -> " dot=" + done.number())
        .orElse("");
    String detail = attempt.detail().isEmpty() ? "" : " (" + attempt.detail() + ")";
    line(
        "op",
        names.get(attempt.node()),
        "client=" + attempt.session() + " "
            + PlainText.operation(attempt.deed().operation()) + " on "
            + PlainText.text(attempt.deed().key()) + " "
            + attempt.outcome().name().toLowerCase(Locale.ROOT) + dot + detail);
  }

  @Override
  public void changed(SimNode node, Change change) {
    line(
        "change",
        node.place().name(),
        PlainText.text(change.key()) + " local=" + change.local() + " live="
            + change.after().size());
  }

  @Override
  public void frame(int from, int to, long sent, Bytes frame) {
    line(
        "frame",
        names.get(to),
        "from=" + names.get(from) + " lane="
            + LaneBytes.lane(frame).name().toLowerCase(Locale.ROOT) + " bytes="
            + frame.length() + " sent=" + seconds(sent));
  }

  private void line(String kind, String node, String rest) {
    out.print(
        String.format(Locale.ROOT, "%18s %-6s %s %s", seconds(now.getAsLong()), kind, node, rest)
            .stripTrailing());
    out.print('\n');
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%d.%09d", nanos / 1_000_000_000, nanos % 1_000_000_000);
  }
}
