package io.rejoin.antientropy;

import io.rejoin.crdt.Item;
import io.rejoin.crdt.causal.CausalContext;
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
    private CausalContext taken = CausalContext.EMPTY;
    private boolean rests;

    CausalContext taken() {
      return taken;
    }

    void rest(boolean now) {
      rests = now;
    }
  }

  Watch watch() {
    Watch watch = new Watch();
    watches.add(watch);
    return watch;
  }

  /** These items were taken and were not here before. */
  public void note(List<Item> items) {
    if (items.isEmpty() || watches.stream().allMatch(watch -> watch.rests)) {
      return;
    }
    CausalContext dots = CausalContext.of(items.stream().map(Item::dot).toList());
    for (Watch watch : watches) {
      watch.taken = watch.rests ? watch.taken : watch.taken.union(dots);
    }
  }
}
