package io.rejoin.simulator.report;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What happened to one entry, everywhere.
 *
 * @param key of the entry
 * @param type name of its type
 * @param events in order
 * @param held what the nodes that run at the end hold then
 */
public record KeyHistory(String key, String type, List<Event> events, List<Held> held) {

  /** What kind of event it is. */
  public enum Kind {
    /** A client wrote, or tried to. */
    WRITE,
    /** A client read. */
    READ,
    /** A frame arrived and changed the entry. */
    NEWS,
    /** A frame arrived that had something of the entry in it, and changed nothing. */
    ECHO,
    /** The process began. */
    STARTED,
    /** The process ended. */
    ENDED
  }

  /**
   * An event at a node.
   *
   * @param from the node whose frame it was, or -1
   * @param sent when that was sent
   * @param lane of the frame, or empty
   * @param text for people
   */
  public record Event(
      long time, int node, Kind kind, int from, long sent, String lane, String text) {
    boolean isArrival() {
      return from >= 0;
    }
  }

  /**
   * Nodes that hold the same.
   *
   * @param content for people, perhaps cut
   * @param lacks what others hold and these do not, for people
   */
  public record Held(List<String> nodes, String content, String lacks) {
    public Held {
      nodes = List.copyOf(nodes);
    }
  }

  public KeyHistory {
    events = List.copyOf(events);
    held = List.copyOf(held);
  }

  /**
   * Only what can have had an influence on a node by a time (Lamport's happened-before): its own
   * events until then, and those of whoever sent it something, until it was sent.
   */
  public KeyHistory pastOf(int node, long time) {
    Map<Integer, Long> until = new TreeMap<>(Map.of(node, time));
    Deque<Event> past = new ArrayDeque<>();
    List<Event> backwards = new ArrayList<>(events);
    for (int i = backwards.size() - 1; i >= 0; i--) {
      Event event = backwards.get(i);
      if (event.time() <= until.getOrDefault(event.node(), -1L)) {
        past.addFirst(event);
        if (event.isArrival()) {
          until.merge(event.from(), event.sent(), Math::max);
        }
      }
    }
    return new KeyHistory(key, type, List.copyOf(past), held);
  }
}
