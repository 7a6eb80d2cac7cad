package io.rejoin.examples.demo.shop;

import java.util.ArrayList;
import java.util.List;

/** The driver's own log: every visit in the order of the answers, and what befell the grid. */
public final class Journal {
  /** What the driver may say about the operations of a visit. */
  public enum Outcome {
    /** Answered, and held by as many nodes as asked for. */
    OK,
    /** The node was killed before it answered: either outcome is right. */
    INDETERMINATE,
    /** Refused, unanswered, or held by fewer nodes than asked for. */
    FAILED
  }

  public sealed interface Event {}

  /** Node is the index of the node within its site. */
  public record Visited(
      Shopper shopper, int site, int node, boolean duringCut, Outcome outcome, List<Applied> done)
      implements Event {
    public Visited {
      done = List.copyOf(done);
    }
  }

  public record Cut() implements Event {}

  public record Healed() implements Event {}

  public record Killed(int site, int node) implements Event {}

  public record Restarted(int site, int node) implements Event {}

  private final List<Event> events = new ArrayList<>();

  public synchronized void add(Event event) {
    events.add(event);
  }

  public synchronized List<Event> events() {
    return List.copyOf(events);
  }
}
