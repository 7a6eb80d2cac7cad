package io.rejoin.simulator.mutant;

import io.rejoin.Level;
import io.rejoin.SessionToken;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.grid.Refreshing;
import io.rejoin.node.core.bundle.Piece;
import io.rejoin.node.port.Store;
import io.rejoin.simulator.grid.Deed;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import io.rejoin.simulator.grid.Variation;
import io.rejoin.simulator.world.Network.Corruption;
import io.rejoin.simulator.world.Tamper;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Variations of one hook each. */
final class Variations {
  private Variations() {}

  /** What a node makes of a deed. */
  interface Deeds {
    Deed<?> done(SimGrid grid, SimNode node, Deed<?> asked);
  }

  static Supplier<Variation> wire(Supplier<Tamper> hand) {
    return wireOf(grid -> hand.get());
  }

  static Supplier<Variation> wireOf(Function<SimGrid, Tamper> hand) {
    return () -> new Variation() {
      @Override
      public Tamper wire(SimGrid grid) {
        return hand.apply(grid);
      }
    };
  }

  static Supplier<Variation> wireAndDeeds(Function<SimGrid, Tamper> hand, Deeds deeds) {
    return () -> new Variation() {
      @Override
      public Tamper wire(SimGrid grid) {
        return hand.apply(grid);
      }

      @Override
      public Deed<?> deed(SimGrid grid, SimNode node, Deed<?> asked) {
        return deeds.done(grid, node, asked);
      }
    };
  }

  static Supplier<Variation> deeds(Deeds deeds) {
    return wireAndDeeds(grid -> Tamper.NONE, deeds);
  }

  static Supplier<Variation> deeds(UnaryOperator<Deed<?>> deeds) {
    return deeds((grid, node, asked) -> deeds.apply(asked));
  }

  static Supplier<Variation> runs(BiFunction<SimNode, ReplicaId, ReplicaId> run) {
    return () -> new Variation() {
      @Override
      public ReplicaId run(SimNode node, ReplicaId drawn) {
        return run.apply(node, drawn);
      }
    };
  }

  /** What a process takes for its disk. */
  interface Stores {
    Store store(SimNode node, Store disk);
  }

  static Supplier<Variation> stores(Supplier<Stores> stores) {
    return () -> new Variation() {
      private final Stores ofRun = stores.get();

      @Override
      public Store store(SimNode node, Store disk) {
        return ofRun.store(node, disk);
      }
    };
  }

  /** What a node takes for the head of a bundle. */
  static Supplier<Variation> bundles(BiFunction<SimNode, Piece.Head, Piece.Head> heads) {
    return () -> new Variation() {
      @Override
      public Piece.Head bundle(SimNode node, Piece.Head head) {
        return heads.apply(node, head);
      }
    };
  }

  /** What becomes of what evicted nodes leave. */
  static Supplier<Variation> leftovers(BiConsumer<SimGrid, SimNode> heirs) {
    return () -> new Variation() {
      @Override
      public void ousted(SimGrid grid, SimNode node) {
        heirs.accept(grid, node);
      }
    };
  }

  /** Reads are answered by the n-th next node, a different one each time if so many are given. */
  static Supplier<Variation> readers(int nodes) {
    return () -> new Variation() {
      private int reads;

      @Override
      public SimNode reader(SimGrid grid, SimNode asked) {
        return BrokenClients.another(grid, asked, 1 + reads++ % nodes);
      }
    };
  }

  /** A client is served, whatever it has seen elsewhere. */
  static Supplier<Variation> servingAnybody() {
    return () -> new Variation() {
      @Override
      public boolean serves(SimNode node, SessionToken token) {
        return true;
      }
    };
  }

  /** Whatever level is asked for. */
  static Supplier<Variation> askingNobody() {
    return () -> new Variation() {
      @Override
      public Refreshing question(SimNode node, EntryKey key, Level level) {
        return new Refreshing(node.core(), key, Level.local());
      }
    };
  }

  /** A client is served, whatever it has seen of entries that the node does not keep. */
  static Supplier<Variation> servingStrangers() {
    return () -> new Variation() {
      @Override
      public boolean serves(SimNode node, SessionToken token) {
        return token.groups().stream()
            .filter(node.core().ownership()::isOwner)
            .allMatch(group -> node.core().catchUp(group, token.of(group)).isEmpty());
      }
    };
  }

  static Supplier<Variation> joins(BinaryOperator<State> join) {
    return () -> new Variation() {
      @Override
      public State join(State one, State other) {
        return join.apply(one, other);
      }
    };
  }

  static Supplier<Variation> corruption(Corruption corruption) {
    return () -> new Variation() {
      @Override
      public Optional<Corruption> corruption() {
        return Optional.of(corruption);
      }
    };
  }
}
