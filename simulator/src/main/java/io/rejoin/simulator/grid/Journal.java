package io.rejoin.simulator.grid;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Item;
import io.rejoin.crdt.causal.Dot;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that was done, in order: the truth that the nodes are held against. It knows dots, not
 * types: what is live at the end follows by set arithmetic.
 *
 * <p>An operation that only a crashed node knew of, whose disk is gone, is indeterminate: nobody
 * else promised to keep it. It may be there or not, but everywhere the same.
 */
public final class Journal {

  /** What the journal says of an item at the end. */
  public enum Fate {
    /** Written for sure and removed by nobody. */
    LIVE,
    /** Removed for sure. */
    DEAD,
    /** One or the other. */
    EITHER
  }

  private final List<Done> all = new ArrayList<>();
  private final Map<Dot, Done> writers = new HashMap<>();
  private final Map<Dot, List<Done>> removers = new HashMap<>();
  private final SortedMap<EntryKey, List<Done>> byKey = new TreeMap<>();
  private final BitSet indeterminate = new BitSet();
  private final List<String> reusedDots = new ArrayList<>();
  private final Map<Dot, Done> numbers = new LinkedHashMap<>();

  void add(Done done) {
    all.add(done);
    byKey.computeIfAbsent(done.deed().key(), any -> new ArrayList<>()).add(done);
    if (!done.written().changed()) {
      return;
    }
    note(numbers, done.number(), done);
    for (Dot dot : done.written().written()) {
      note(writers, dot, done);
    }
    for (Dot dot : done.written().removed()) {
      removers.computeIfAbsent(dot, any -> new ArrayList<>()).add(done);
    }
  }

  private void note(Map<Dot, Done> owners, Dot dot, Done done) {
    Done other = owners.put(dot, done);
    if (other != null) {
      reusedDots.add(dot + " by " + other + " and " + done);
    }
  }

  void lose(Done done) {
    indeterminate.set(done.index());
  }

  /** What nobody had was kept beside a node, and another one has it again. */
  void regain(Done done) {
    indeterminate.clear(done.index());
  }

  /** All operations, those that changed nothing too. */
  public List<Done> all() {
    return Collections.unmodifiableList(all);
  }

  /** The operations that changed something. */
  public Collection<Done> changing() {
    return Collections.unmodifiableCollection(numbers.values());
  }

  /** The operations by entry. */
  public SortedMap<EntryKey, List<Done>> byKey() {
    return Collections.unmodifiableSortedMap(byKey);
  }

  /** Operations that only crashed nodes without a disk knew of. */
  public int lost() {
    return indeterminate.cardinality();
  }

  public boolean isDefinite(Done done) {
    return !indeterminate.get(done.index());
  }

  /** Dots that two operations used. */
  public List<String> reusedDots() {
    return Collections.unmodifiableList(reusedDots);
  }

  public boolean isKnown(Item item) {
    Done writer = writers.get(item.dot());
    return writer != null && writer.items().contains(item);
  }

  /** The operations that removed what this dot wrote. */
  public List<Done> removersOf(Dot dot) {
    return removers.getOrDefault(dot, List.of());
  }

  public Fate fateOf(Dot dot) {
    List<Done> removed = removersOf(dot);
    if (removed.stream().anyMatch(this::isDefinite)) {
      return Fate.DEAD;
    }
    Done writer = writers.get(dot);
    boolean sure = writer != null && isDefinite(writer) && removed.isEmpty();
    return sure ? Fate.LIVE : Fate.EITHER;
  }
}
