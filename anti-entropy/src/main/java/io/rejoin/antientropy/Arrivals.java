package io.rejoin.antientropy;

import io.rejoin.crdt.Item;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Dot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * What a replica takes from others, in whatever way. A session that tells it what was removed while
 * it was away cannot know what comes from a third one meanwhile, which may have been away too. A
 * session that nobody carries on watches no more. Not thread-safe.
 */
public final class Arrivals {
  private final Set<Watch> watches = Collections.newSetFromMap(new WeakHashMap<>());

  /** The dots of what was taken since it began, except while it rests. */
  static final class Watch {
    /** So many are put to the others at once, as that copies all of them. */
    private static final int MANY = 4_096;

    private final List<Dot> latest = new ArrayList<>();
    private CausalContext taken = CausalContext.EMPTY;
    private boolean rests;

    CausalContext taken() {
      taken = taken.union(CausalContext.of(latest));
      latest.clear();
      return taken;
    }

    void rest(boolean now) {
      rests = now;
    }

    private void note(List<Item> items) {
      if (rests) {
        return;
      }
      items.forEach(item -> latest.add(item.dot()));
      if (latest.size() >= MANY) {
        var unused = taken();
      }
    }
  }

  Watch watch() {
    Watch watch = new Watch();
    watches.add(watch);
    return watch;
  }

  /** These items were taken and were not here before. */
  public void note(List<Item> items) {
    watches.forEach(watch -> watch.note(items));
  }
}
