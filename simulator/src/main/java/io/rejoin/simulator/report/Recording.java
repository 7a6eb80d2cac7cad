package io.rejoin.simulator.report;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A run as it is told to people. Times are nanoseconds of the run; a person counts them from the
 * origin, the end of the warm-up, as the scenario does.
 *
 * @param origin when the run proper begins
 * @param end of everything
 * @param nodes by number
 * @param transitions in order
 * @param spans of each node, in order of nodes, then time, without gaps
 * @param windows during which something befell the grid
 * @param samples at equal steps, as many as {@link Series#MOST} at the most
 * @param history of the entry that was watched
 * @param omitted what was left out because it was too much, one sentence each
 */
public record Recording(
    long origin,
    long end,
    List<Node> nodes,
    List<Transition> transitions,
    List<Span> spans,
    List<Window> windows,
    List<Sample> samples,
    Lags lags,
    Optional<KeyHistory> history,
    List<String> omitted) {

  /** A node and the site that it is in. */
  public record Node(String name, String site) {}

  /** What a node is like. */
  public enum Condition {
    UP,
    PAUSED,
    /** It ran before and may again. */
    DOWN,
    /** It has never run, or has left. */
    ABSENT
  }

  /**
   * A node is the same from one time to another.
   *
   * @param island 0 with the others, else that of those who reach each other but not the others
   */
  public record Span(int node, long from, long to, Condition condition, int island) {}

  /**
   * Something changed.
   *
   * @param kind such as CUT
   * @param what and to whom
   * @param roots that the running nodes have, without doubles
   * @param answered of the operations that clients tried since the transition before
   */
  public record Transition(
      long time, String kind, String what, int roots, long answered, long attempted) {}

  /** Something befell the grid from one time to another; both are the same if it was a moment. */
  public record Window(String kind, String what, long from, long to) {}

  /**
   * What was counted since the sample before.
   *
   * @param roots that the running nodes have now, without doubles
   * @param answered of the operations that were tried
   * @param delta bytes that arrived in the lane of fresh writes
   * @param pending operations that some running node has not heard of now
   * @param seen operations that the last running node heard of
   * @param lagSum of these, from the operation until then
   * @param lagMost the longest of them
   */
  public record Sample(
      long time,
      int roots,
      long attempted,
      long answered,
      long delta,
      long repair,
      long membership,
      long pending,
      long seen,
      long lagSum,
      long lagMost) {

    /** This one and the next as one. */
    Sample and(Sample next) {
      return new Sample(
          next.time,
          Math.max(roots, next.roots),
          attempted + next.attempted,
          answered + next.answered,
          delta + next.delta,
          repair + next.repair,
          membership + next.membership,
          Math.max(pending, next.pending),
          seen + next.seen,
          lagSum + next.lagSum,
          Math.max(lagMost, next.lagMost));
    }
  }

  /**
   * How long operations took until every running node had heard of them, in nanoseconds.
   *
   * @param never operations that some running node has not heard of at the end
   */
  public record Lags(long count, long p50, long p95, long p99, long most, long never) {}

  public Recording {
    nodes = List.copyOf(nodes);
    transitions = List.copyOf(transitions);
    spans = List.copyOf(spans);
    windows = List.copyOf(windows);
    samples = List.copyOf(samples);
    omitted = List.copyOf(omitted);
  }

  /** When the last fault ended, if there was any. */
  public OptionalLong lastEnd() {
    return windows.stream().mapToLong(Window::to).max();
  }
}
