package io.rejoin.simulator.grid;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.type.Erasure;
import io.rejoin.node.core.bundle.Import;
import io.rejoin.node.core.bundle.Piece;
import io.rejoin.node.core.bundle.Withdrawal;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.node.core.link.Ousted;
import io.rejoin.simulator.scenario.Happening.DiskFate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What people do by hand at nodes that are there: carry bundles, give back what was kept beside
 * other nodes, evict members, readmit them.
 */
public final class Operators {
  /** Until a process that ended is started again. */
  private static final Duration AGAIN = Duration.ofSeconds(2);

  /** Between a good-bye and the end of the process, and between looks whether it is time. */
  private static final Duration LEAVING = Duration.ofSeconds(1);

  /** Until what was given back is looked for, and between two looks. */
  private static final Duration TAKEN = Duration.ofSeconds(1);

  /** Looks after which a node leaves although not all is handed over. */
  private static final int PATIENCE = 60;

  private Operators() {}

  /** A node hands over what it holds, says good-bye, and ends a moment later. */
  static void leave(SimGrid grid, SimNode node) {
    if (node.isServing()) {
      grid.nodes().forEach(SimNode::disturbed);
      node.withdraw();
      leave(grid, node, node.lives(), PATIENCE);
    }
  }

  private static void leave(SimGrid grid, SimNode node, int life, int patience) {
    if (!node.isUp() || node.lives() != life) {
      return;
    }
    if (patience > 0 && node.replicas().leftover().isPresent()) {
      grid.world().after(LEAVING, () -> leave(grid, node, life, patience - 1));
      return;
    }
    node.leave();
    grid.world().after(LEAVING, () -> {
      if (node.isUp() && node.lives() == life) {
        grid.end(node);
      }
    });
  }

  /** Somebody tells a node the address of another one. */
  public static void introduce(SimGrid grid, int number, int to) {
    SimNode node = grid.node(number);
    if (node.isServing() && grid.node(to).place().dialable()) {
      node.core().found(grid.node(to).place().address());
    }
  }

  /** Something is done by hand that the protocol did not ask for. */
  public static void byHand(SimGrid grid, Runnable task) {
    grid.nodes().forEach(SimNode::disturbed);
    task.run();
  }

  /** All that a node has now, in the pieces of a bundle. */
  public static List<Bytes> export(SimGrid grid, int number) {
    SimNode node = grid.node(number);
    List<Bytes> pieces = new ArrayList<>();
    try {
      if (node.isServing()) {
        node.core().bundles().export(Clock.EMPTY).writeTo(pieces::add);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pieces;
  }

  /** A node takes a bundle in; not one whose maker it knows to be evicted. */
  public static void take(SimGrid grid, int number, List<Bytes> pieces) {
    SimNode node = grid.node(number);
    if (!node.isServing() || pieces.isEmpty()) {
      return;
    }
    grid.nodes().forEach(SimNode::disturbed);
    try {
      Piece.Head head = grid.variation().bundle(node, (Piece.Head) Piece.read(pieces.get(0)));
      boolean isRefused = node.core().members().stream()
          .anyMatch(member -> member.id().equals(head.maker()) && member.evicted());
      if (!isRefused) {
        Import taking = node.core().bundles().take(head);
        for (Bytes piece : pieces.subList(1, pieces.size())) {
          taking.take(Piece.read(piece));
        }
        taking.end();
      }
    } catch (MalformedBytes e) {
      throw new IllegalStateException("what a node wrote does not parse", e);
    }
  }

  /** What an application beside a node keeps now: all that it shows of what every node holds. */
  public static SortedMap<EntryKey, State> keep(SimGrid grid, int number) {
    SortedMap<EntryKey, State> kept = new TreeMap<>();
    SimNode node = grid.node(number);
    if (node.isServing()) {
      for (EntryKey key : grid.journal().byKey().keySet()) {
        State state = node.replica().state(key);
        if (grid.placing().of(key).equals(GroupId.ALL) && !state.isEmpty()) {
          kept.put(key, state);
        }
      }
    }
    return kept;
  }

  /** An application gives back to a node what was kept beside another one. */
  public static void giveBack(SimGrid grid, int number, SortedMap<EntryKey, State> kept) {
    SimNode node = grid.node(number);
    if (!node.isServing() || kept.isEmpty()) {
      return;
    }
    grid.nodes().forEach(SimNode::disturbed);
    Clock clock = node.replica().clock();
    List<Done> saved = new ArrayList<>();
    kept.forEach((key, state) -> {
      node.replicas().takeBack(key, state);
      grid.journal().byKey().getOrDefault(key, List.of()).stream()
          .filter(done -> !grid.journal().isDefinite(done))
          .filter(done -> !done.written().written().isEmpty() && state.knows(done.number()))
          .filter(done -> !clock.operations().contains(done.number()))
          .forEach(saved::add);
    });
    if (!saved.isEmpty() && !node.wasEvicted()) {
      grid.world().after(TAKEN, () -> regain(grid, node, node.lives(), saved, PATIENCE));
    }
  }

  /** What a node took, and nobody had, is as good as any other write from then on. */
  private static void regain(SimGrid grid, SimNode node, int life, List<Done> saved, int patience) {
    if (!node.isUp() || node.lives() != life) {
      return;
    }
    saved.stream()
        .filter(done -> node.replica().state(done.deed().key()).knows(done.number()))
        .forEach(grid.journal()::regain);
    if (node.isPaused() && patience > 0) {
      grid.world().after(TAKEN, () -> regain(grid, node, life, saved, patience - 1));
    }
  }

  /** What a node did that nobody asked it for: an entry expired, or what was given back says so. */
  static Deed<?> unasked(SimGrid grid, EntryKey key, CausalContext gone) {
    return grid.buckets().of(key).ttl().isPresent()
        ? new Deed<>(key, Erasure.TYPE, new Erasure.Erase())
        : new Deed<>(key, Withdrawal.TYPE, new Withdrawal(gone));
  }

  /** Somebody at a node says that another one will not come back. */
  public static void evict(SimGrid grid, int by, int number) {
    if (grid.node(by).isServing() && by != number) {
      grid.nodes().forEach(SimNode::disturbed);
      grid.node(number).evict();
      grid.node(by).core().evictions().evict(grid.node(number).id());
    }
  }

  /** Somebody at a node says that another one may come back. */
  public static void readmit(SimGrid grid, int by, int number) {
    if (grid.node(by).isServing()) {
      grid.nodes().forEach(SimNode::disturbed);
      grid.node(by).core().evictions().readmit(grid.node(number).id());
    }
  }

  /**
   * Ends a process that has heard that its node is evicted, or that its run is over; says whether
   * it did. Who is evicted does not come back: its next start would be that of another node. Others
   * are started again, but for those that have said good-bye.
   */
  static boolean oust(SimGrid grid, SimNode node) {
    Optional<Ousted> why = node.core().ousted();
    boolean isEvicted = why.filter(Ousted.EVICTED::equals).isPresent();
    boolean isOver = why.filter(Ousted.CLOSED::equals).isPresent() && !node.hasLeft();
    if (isEvicted) {
      grid.variation().ousted(grid, node);
      node.end();
      grid.noteLosses();
      grid.lived(node);
    } else if (isOver) {
      grid.crash(node.number(), DiskFate.KEPT, false);
      grid.world().after(AGAIN, () -> grid.start(node.number()));
    }
    return isEvicted || isOver;
  }
}
