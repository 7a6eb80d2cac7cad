package io.rejoin.node.core.group;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.digest.Digest;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.node.port.PassThrough;
import io.rejoin.node.port.Store;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * One store for all groups of a node. Each sees its own entries alone, and values under names of
 * its own. The store is visited once, by the group of all, which comes first; what it finds of
 * others is kept until they ask.
 */
public final class SharedStore {
  private final Store store;
  private final Function<EntryKey, GroupId> groupOf;
  private final Map<GroupId, List<Stored>> found = new TreeMap<>();

  private record Stored(EntryKey key, Digest digest, int live, long time, long mark) {}

  /** Over a store; every entry belongs to one group. */
  public SharedStore(Store store, Function<EntryKey, GroupId> groupOf) {
    this.store = store;
    this.groupOf = groupOf;
  }

  /** What one group sees of it. */
  public Store of(GroupId group) {
    return group.equals(GroupId.ALL) ? new OfAll() : new OfOne(group);
  }

  /** The other groups of which entries were found; complete once the group of all has looked. */
  public SortedSet<GroupId> found() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(found.keySet()));
  }

  private final class OfAll extends PassThrough {
    OfAll() {
      super(store);
    }

    @Override
    public void forEach(Visitor visitor) {
      found.clear();
      store.forEach((key, digest, live, time, mark) -> {
        GroupId group = groupOf.apply(key);
        if (group.equals(GroupId.ALL)) {
          visitor.entry(key, digest, live, time, mark);
        } else {
          found
              .computeIfAbsent(group, any -> new ArrayList<>())
              .add(new Stored(key, digest, live, time, mark));
        }
      });
    }
  }

  private final class OfOne extends PassThrough {
    private final GroupId group;
    private final String prefix;

    OfOne(GroupId group) {
      super(store);
      this.group = group;
      prefix = "group-" + group.number() + "/";
    }

    @Override
    public void forEach(Visitor visitor) {
      List<Stored> mine = found.remove(group);
      if (mine != null) {
        mine.forEach(one -> visitor.entry(one.key, one.digest, one.live, one.time, one.mark));
      }
    }

    @Override
    public Optional<Bytes> get(String name) {
      return super.get(prefix + name);
    }

    @Override
    public long put(String name, Bytes value) {
      return super.put(prefix + name, value);
    }
  }
}
