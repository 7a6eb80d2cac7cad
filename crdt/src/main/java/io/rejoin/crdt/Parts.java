package io.rejoin.crdt;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.Newer;
import io.rejoin.crdt.causal.CausalContextBuilder;
import io.rejoin.crdt.causal.DotMap;
import io.rejoin.crdt.causal.Intervals;
import io.rejoin.crdt.causal.ReplicaId;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a state by ranges of dots. A part holds all items and the whole context of its range: a dot
 * that a part knows of and does not have is removed in the whole state too, so no part removes
 * anything that another one brings.
 */
final class Parts {
  private static final int STATE_BYTES = 12;
  private static final int RUN_BYTES = 28;
  private static final int INTERVAL_BYTES = 20;

  private final CausalState whole;
  private final int maxBytes;
  private final List<State> parts = new ArrayList<>();

  private CausalContextBuilder seen = new CausalContextBuilder();
  private List<Item> items = new ArrayList<>();
  private boolean filled;
  private long bytes = STATE_BYTES;

  private Parts(CausalState whole, int maxBytes) {
    this.whole = whole;
    this.maxBytes = maxBytes;
  }

  static List<State> of(State state, int maxBytes) {
    if (state.newer().isEmpty() && state.isPacked() && state.toBytes().length() <= maxBytes) {
      return List.of(state);
    }
    Parts cut = new Parts(state.open(), maxBytes);
    cut.whole.runs().forEach(cut::walk);
    cut.close();
    for (Bytes newer : state.newer().encodings()) {
      cut.parts.add(State.EMPTY.carrying(Newer.of(List.of(newer))));
    }
    return List.copyOf(cut.parts);
  }

  /** Takes the intervals and items of a run by number, and cuts before what does not fit. */
  private void walk(ReplicaId run) {
    Intervals numbers = whole.seen().numbers(run);
    List<Item> ofRun = new ArrayList<>(whole.items().size(run));
    whole.items().forEach(run, 1, Intervals.MAX_NUMBER, ofRun::add);
    bytes += RUN_BYTES;
    long start = 1;
    int interval = 0;
    int item = 0;
    while (interval < numbers.count() || item < ofRun.size()) {
      long nextItem = item < ofRun.size() ? ofRun.get(item).dot().number() : Long.MAX_VALUE;
      boolean takesInterval = interval < numbers.count() && numbers.from(interval) <= nextItem;
      long at = takesInterval ? numbers.from(interval) : nextItem;
      int size = takesInterval ? INTERVAL_BYTES : StateCodec.sizeBound(ofRun.get(item));
      if (filled && bytes + size > maxBytes) {
        takeContext(run, start, at - 1);
        close();
        bytes += RUN_BYTES + INTERVAL_BYTES;
        start = at;
      }
      bytes += size;
      filled = true;
      if (takesInterval) {
        interval++;
      } else {
        items.add(ofRun.get(item++));
      }
    }
    takeContext(run, start, Intervals.MAX_NUMBER);
  }

  private void takeContext(ReplicaId run, long from, long to) {
    if (from <= to) {
      seen.add(run, whole.seen().numbers(run).intersect(Intervals.of(from, to)));
    }
  }

  private void close() {
    DotMap<Item> live = DotMap.ofAscending(items, Item::dot);
    State part = State.of(new CausalState(seen.build(), live, null));
    if (!part.isEmpty()) {
      parts.add(part);
    }
    seen = new CausalContextBuilder();
    items = new ArrayList<>();
    filled = false;
    bytes = STATE_BYTES;
  }
}
