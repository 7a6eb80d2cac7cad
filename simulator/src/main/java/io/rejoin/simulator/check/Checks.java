package io.rejoin.simulator.check;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Item;
import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.simulator.grid.Done;
import io.rejoin.simulator.grid.Journal.Fate;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The checks of every run. */
public final class Checks {
  private Checks() {}

  /** Fresh ones for one run. */
  public static List<Check> all() {
    return List.of(
        new LocalAvailability(),
        new RootsEqual(),
        new ViewsAgree(),
        new NoLostAdds(),
        new NoResurrectedRemoves(),
        new CountersExact(),
        new NeverOversold(),
        new CartsExact(),
        new DotsUnique(),
        new ClocksSound(),
        new MembershipConverges());
  }

  /** Every operation at a node that is up is carried out, whatever the links do. */
  static final class LocalAvailability implements Check {
    @Override
    public String name() {
      return "local-availability";
    }

    @Override
    public Finding conclude(SimGrid grid) {
      long during = grid.journal().all().stream().filter(Done::during).count();
      List<String> violations = new ArrayList<>();
      if (grid.refused() > 0) {
        violations.add(grid.refused() + " operations were not carried out");
      }
      return Finding.of(this, during, violations);
    }
  }

  /** What was written, and removed by nobody, is live at every node with the value written. */
  static final class NoLostAdds implements Check {
    @Override
    public String name() {
      return "no-lost-adds";
    }

    @Override
    public Finding conclude(SimGrid grid) {
      List<String> violations = new ArrayList<>();
      long evidence = 0;
      for (EntryKey key : grid.journal().byKey().keySet()) {
        List<Item> expected = expected(grid, key);
        evidence += expected.size();
        for (SimNode node : grid.up()) {
          TreeSet<Dot> live = new TreeSet<>();
          node.replica().state(key).items().forEach(item -> live.add(item.dot()));
          for (Item item : expected) {
            if (!live.contains(item.dot())) {
              violations.add(node + " lacks " + item.dot() + " of " + key.key().utf8());
            }
          }
        }
      }
      return Finding.of(this, evidence, violations);
    }

    private static List<Item> expected(SimGrid grid, EntryKey key) {
      List<Item> expected = new ArrayList<>();
      for (Done done : grid.journal().byKey().getOrDefault(key, List.of())) {
        for (Item item : done.items()) {
          if (grid.journal().fateOf(item.dot()) == Fate.LIVE) {
            expected.add(item);
          }
        }
      }
      return expected;
    }
  }

  /** No two operations of the whole run used one dot. */
  static final class DotsUnique implements Check {
    @Override
    public String name() {
      return "dots-unique";
    }

    @Override
    public Finding conclude(SimGrid grid) {
      long written =
          grid.journal().all().stream().filter(done -> done.written().changed()).count();
      return Finding.of(this, written, grid.journal().reusedDots());
    }
  }

  /** Every entry that any running node holds, in the order of the keys. */
  static SortedSet<EntryKey> keys(SimGrid grid) {
    TreeSet<EntryKey> keys = new TreeSet<>(grid.journal().byKey().keySet());
    for (SimNode node : grid.up()) {
      keys.addAll(node.replica().keys(key -> true));
    }
    return keys;
  }

  /** The live content of an entry as a text that is equal if the content is. */
  static List<Item> content(State state) {
    List<Item> items = new ArrayList<>();
    state.items().forEach(items::add);
    return items;
  }
}
