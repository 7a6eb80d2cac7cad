package io.rejoin.simulator.measure;

import io.rejoin.antientropy.delta.Batch;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.node.core.frame.Frame.Deltas;
import io.rejoin.node.core.frame.FrameCodec;
import io.rejoin.node.core.frame.Lane;
import io.rejoin.simulator.grid.SimGrid;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** How often operations come to a site, in deltas from other sites. */
public final class Crossings {
  private final SortedMap<String, Clock> come = new TreeMap<>();
  private List<Arrival> arrivals = new ArrayList<>();
  private long all;
  private long distinct;
  private long lastTime;

  private record Arrival(int from, int to, Batch batch) {}

  /** A frame arrived at a node. */
  public void frame(int from, int to, Bytes frame) {
    if (FrameCodec.laneOf(frame).filter(Lane.DELTA::equals).isEmpty()) {
      return;
    }
    try {
      if (FrameCodec.decode(frame) instanceof Deltas deltas) {
        arrivals.add(new Arrival(from, to, deltas.batch()));
      }
    } catch (MalformedBytes e) {
      // whoever got it says so
    }
  }

  /** A second has passed; it counts if nothing had to be repaired in it. */
  public void second(SimGrid grid, boolean counts) {
    List<Arrival> since = arrivals;
    arrivals = new ArrayList<>();
    for (Arrival each : since) {
      String site = grid.node(each.to).place().site();
      if (!grid.node(each.from).place().site().equals(site)) {
        arrived(site, each.batch, counts);
      }
    }
    lastTime = since.isEmpty() ? lastTime : grid.world().now();
  }

  private void arrived(String site, Batch batch, boolean counts) {
    Clock before = come.getOrDefault(site, Clock.EMPTY);
    CausalContext these = batch.upTo() == batch.after()
        ? CausalContext.EMPTY
        : CausalContext.of(batch.run(), batch.after() + 1, batch.upTo());
    if (counts) {
      all += these.size();
      distinct += these.minus(before.operations()).size();
    }
    come.put(site, before.applied(batch.run(), batch.after(), batch.upTo()));
  }

  /** Operations that came, each as often as it came to a site. */
  public long all() {
    return all;
  }

  /** The same, each counted once for a site. */
  public long distinct() {
    return distinct;
  }

  /** When any came last. */
  public long lastTime() {
    return lastTime;
  }
}
