package io.rejoin.simulator.check;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Item;
import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.node.core.Change;
import io.rejoin.node.core.Replica;
import io.rejoin.simulator.check.Finding.Draft;
import io.rejoin.simulator.grid.Journal.Fate;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import io.rejoin.simulator.measure.Holders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A process never shows again what it knew to be removed, and at the end nobody shows what was
 * removed, or what nobody wrote. The larger an entry the fewer of its changes are looked at; each
 * look is at everything since the one before.
 */
final class NoResurrectedRemoves implements Check {
  private static final int SMALL = 64;

  /** A replica of the entry's group, of which a node may have several in turn. */
  private record Place(int node, Optional<Replica> replica, EntryKey key) {}

  private static final class Watched {
    private State state = State.EMPTY;
    private int changes;
  }

  private final Draft draft = new Draft(name());
  private final Map<Place, Watched> places = new HashMap<>();
  private @Nullable SimGrid here;

  @Override
  public String name() {
    return "no-resurrected-removes";
  }

  @Override
  public void life(SimGrid grid, SimNode node) {
    here = grid;
    places.keySet().removeIf(place -> place.node() == node.number());
  }

  @Override
  public void changed(SimNode node, Change change) {
    Place place = new Place(node.number(), node.replicas().of(change.key()), change.key());
    Watched watched = places.computeIfAbsent(place, any -> new Watched());
    int size = change.after().size();
    if (++watched.changes * SMALL < size) {
      return;
    }
    watched.changes = 0;
    State before = watched.state;
    watched.state = change.after();
    if (before.isEmpty()) {
      return;
    }
    CausalContext dead = before.context().minus(before.live());
    CausalContext risen = change.after().live().intersect(dead);
    if (!risen.isEmpty()) {
      String what = node + " shows " + risen + " of " + change.key().key().utf8() + " again";
      long now = here == null ? 0 : here.world().now();
      draft.violation(Violation.at(now, what).at(node).in(change.key()));
    }
  }

  @Override
  public Finding conclude(SimGrid grid) {
    for (EntryKey key : Checks.keys(grid)) {
      grid.journal().byKey().getOrDefault(key, List.of()).stream()
          .filter(grid.journal()::isDefinite)
          .forEach(done -> draft.looked(done.written().removed().size()));
      for (SimNode node : Holders.of(grid, key)) {
        for (Item item : node.state(key).items()) {
          look(grid, node, key, item);
        }
      }
    }
    return draft.finding();
  }

  private void look(SimGrid grid, SimNode node, EntryKey key, Item item) {
    if (!grid.journal().isKnown(item)) {
      String what = node + " shows " + item + " that nobody wrote";
      draft.violation(Violation.of(grid, what).at(node).in(key));
    } else if (grid.journal().fateOf(item.dot()) == Fate.DEAD) {
      String what = node + " shows " + item.dot() + " that was removed";
      Violation found = Violation.of(grid, what).at(node);
      draft.violation(found.by(grid.journal().removersOf(item.dot()).get(0)));
    }
  }
}
