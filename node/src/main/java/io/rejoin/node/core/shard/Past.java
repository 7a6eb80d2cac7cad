package io.rejoin.node.core.shard;

import io.rejoin.crdt.causal.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The entries of a shard that know of dots which are not live, those that changed last at the end.
 * Under the shard's lock.
 */
final class Past {
  private final Map<Entry, Stamp> stamps = new LinkedHashMap<>();

  void changed(Entry entry, Stamp stamp) {
    stamps.remove(entry);
    stamps.put(entry, stamp);
  }

  /** Takes out up to so many entries of which everybody has applied all. */
  List<Entry> take(Clock horizon, int most) {
    List<Entry> result = new ArrayList<>();
    Iterator<Map.Entry<Entry, Stamp>> oldest = stamps.entrySet().iterator();
    while (result.size() < most && oldest.hasNext()) {
      Map.Entry<Entry, Stamp> next = oldest.next();
      if (!next.getValue().isReached(horizon)) {
        break;
      }
      result.add(next.getKey());
      oldest.remove();
    }
    return result;
  }

  int size() {
    return stamps.size();
  }
}
