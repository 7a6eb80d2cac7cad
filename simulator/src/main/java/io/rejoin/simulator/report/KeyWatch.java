package io.rejoin.simulator.report;

import io.rejoin.antientropy.delta.Batch;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Item;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.node.core.Change;
import io.rejoin.node.core.frame.Frame;
import io.rejoin.node.core.frame.FrameCodec;
import io.rejoin.node.core.frame.Lane;
import io.rejoin.simulator.grid.Attempt;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import io.rejoin.simulator.measure.Holders;
import io.rejoin.simulator.report.KeyHistory.Event;
import io.rejoin.simulator.report.KeyHistory.Held;
import io.rejoin.simulator.report.KeyHistory.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Follows one entry through the grid. A change belongs to the frame that arrived last at its node,
 * as a node works on one frame after the other; so it is known which frame brought it, in whatever
 * form and however many pieces. A frame that changed nothing is noted if the entry's name is in it.
 */
final class KeyWatch {
  /** Events that are kept, the last ones. */
  static final int MOST = 4_096;

  private final EntryKey key;
  private final byte[] encodedKey;
  private final Deque<Event> events = new ArrayDeque<>();
  private final Map<Integer, Arrival> arrivals = new HashMap<>();
  private @Nullable CrdtType<?> type;
  private long dropped;

  private record Arrival(long time, int from, long sent, String lane, boolean named) {}

  KeyWatch(EntryKey key) {
    this.key = key;
    ByteWriter out = new ByteWriter();
    key.write(out);
    encodedKey = out.toBytes().toArray();
  }

  void frame(int from, int to, long sent, Bytes bytes, long now) {
    echo(to);
    Frame frame;
    try {
      frame = FrameCodec.decode(bytes);
    } catch (MalformedBytes e) {
      return;
    }
    Lane lane = frame instanceof Frame.Chunk chunk ? chunk.lane() : frame.lane();
    boolean named = lane != Lane.MEMBERSHIP && names(frame, bytes);
    String word = lane.name().toLowerCase(Locale.ROOT);
    arrivals.put(to, new Arrival(now, from, sent, word, named));
  }

  private boolean names(Frame frame, Bytes bytes) {
    if (frame instanceof Frame.Deltas deltas) {
      return deltas.batch().changes().stream().map(Batch.Change::key).anyMatch(key::equals);
    }
    return frame instanceof Frame.Repair && holdsKey(bytes.toArray());
  }

  private boolean holdsKey(byte[] bytes) {
    for (int at = 0; at + encodedKey.length <= bytes.length; at++) {
      int same = 0;
      while (same < encodedKey.length && bytes[at + same] == encodedKey[same]) {
        same++;
      }
      if (same == encodedKey.length) {
        return true;
      }
    }
    return false;
  }

  /** The last frame of a node has had its effect; if none was noted it was an echo. */
  private void echo(int node) {
    Arrival last = arrivals.remove(node);
    if (last != null && last.named) {
      add(last, node, Kind.ECHO, "nothing new");
    }
  }

  void changed(SimNode node, Change change, long now) {
    if (!change.key().equals(key) || change.local()) {
      return;
    }
    Arrival last = arrivals.remove(node.number());
    String text = difference(change);
    if (last != null && last.time == now) {
      add(last, node.number(), Kind.NEWS, text);
    } else {
      add(new Event(now, node.number(), Kind.NEWS, -1, now, "", text));
    }
  }

  private static String difference(Change change) {
    CausalContext gone = change.before().live().minus(change.after().live());
    CausalContext come = change.after().live().minus(change.before().live());
    List<String> words = new ArrayList<>();
    change.after().items().forEach(item -> note(words, '+', come, item));
    change.before().items().forEach(item -> note(words, '\u2212', gone, item));
    return words.isEmpty() ? "knows of more that was removed" : Names.few(words);
  }

  private static void note(List<String> words, char sign, CausalContext dots, Item item) {
    if (dots.contains(item.dot())) {
      words.add(sign + name(item));
    }
  }

  private static String name(Item item) {
    String path = PlainText.text(item.path());
    return path.isEmpty() ? item.dot().toString() : path;
  }

  void attempted(Attempt attempt) {
    if (!attempt.deed().key().equals(key)) {
      return;
    }
    type = attempt.deed().type();
    String outcome = " " + attempt.outcome().name().toLowerCase(Locale.ROOT);
    if (attempt.outcome() == Attempt.Outcome.OK) {
      outcome = attempt
          .done()
          .map(done -> done.written().changed() ? " as " + done.number() : ", changes nothing")
          .orElse("");
    }
    boolean read = attempt.done().isEmpty() && attempt.outcome() == Attempt.Outcome.OK;
    add(new Event(
        attempt.completed(),
        attempt.node(),
        read ? Kind.READ : Kind.WRITE,
        -1,
        attempt.invoked(),
        "",
        read ? "read" : PlainText.operation(attempt.deed().operation()) + outcome));
  }

  void life(SimNode node, long now) {
    echo(node.number());
    Kind kind = node.isUp() ? Kind.STARTED : Kind.ENDED;
    add(new Event(now, node.number(), kind, -1, now, "", node.isUp() ? "starts" : "ends"));
  }

  private void add(Arrival by, int node, Kind kind, String text) {
    add(new Event(by.time, node, kind, by.from, by.sent, by.lane, text));
  }

  private void add(Event event) {
    if (events.size() == MOST) {
      events.removeFirst();
      dropped++;
    }
    events.addLast(event);
  }

  /** Events that were too many. */
  long dropped() {
    return dropped;
  }

  KeyHistory history(SimGrid grid) {
    new ArrayList<>(arrivals.keySet()).forEach(this::echo);
    List<Event> inOrder = new ArrayList<>(events);
    inOrder.sort((one, other) -> Long.compare(one.time(), other.time()));
    CrdtType<?> known = type;
    String name = known == null ? "type " + key.type() : known.name();
    return new KeyHistory(PlainText.text(key.key()), name, inOrder, held(grid));
  }

  private List<Held> held(SimGrid grid) {
    CrdtType<?> known = type;
    if (known == null) {
      return List.of();
    }
    SortedMap<Dot, Item> anywhere = new TreeMap<>();
    Map<CausalContext, List<String>> alike = new LinkedHashMap<>();
    Map<CausalContext, State> states = new LinkedHashMap<>();
    for (SimNode node : Holders.of(grid, key)) {
      State state = node.state(key);
      state.items().forEach(item -> anywhere.put(item.dot(), item));
      alike
          .computeIfAbsent(state.live(), any -> new ArrayList<>())
          .add(node.place().name());
      states.putIfAbsent(state.live(), state);
    }
    List<Held> held = new ArrayList<>();
    states.forEach((live, state) -> {
      List<String> lacks = anywhere.values().stream()
          .filter(item -> !live.contains(item.dot()))
          .map(KeyWatch::name)
          .toList();
      held.add(new Held(
          alike.getOrDefault(live, List.of()), PlainText.value(known, state), Names.few(lacks)));
    });
    return held;
  }
}
