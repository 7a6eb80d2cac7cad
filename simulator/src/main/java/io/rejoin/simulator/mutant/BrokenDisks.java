package io.rejoin.simulator.mutant;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.node.port.PassThrough;
import io.rejoin.node.port.Store;
import io.rejoin.simulator.grid.SimNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Nodes that treat their disks badly. */
final class BrokenDisks {
  private static final String RUN = "run";
  private static final String REMOVALS = "removals/";

  private BrokenDisks() {}

  /** What is wrong with it shows at a start: a process reads nothing again. */
  private static class AtStart extends PassThrough {
    AtStart(Store disk) {
      super(disk);
    }

    @Override
    public boolean isReread() {
      return false;
    }
  }

  /** The run that is on the disk goes on. */
  static ReplicaId storedRun(SimNode node, ReplicaId drawn) {
    Optional<Bytes> stored = node.disk().get(RUN);
    if (stored.isEmpty()) {
      ByteWriter out = new ByteWriter();
      drawn.write(out);
      node.disk().put(RUN, out.toBytes());
      return drawn;
    }
    try {
      return ReplicaId.read(new ByteReader(stored.get()));
    } catch (MalformedBytes e) {
      throw new IllegalStateException(e);
    }
  }

  /** What is appended lies in memory for a while; whoever wrote it was told that it is stored. */
  static Store late(Store disk) {
    return new AtStart(disk) {
      private record Waiting(EntryKey key, State delta, Kept now) {}

      private final Deque<Waiting> waiting = new ArrayDeque<>();

      @Override
      public long append(EntryKey key, State delta, Kept now) {
        waiting.add(new Waiting(key, delta, now));
        if (waiting.size() <= 8) {
          return 0;
        }
        Waiting first = waiting.remove();
        return super.append(first.key(), first.delta(), first.now());
      }
    };
  }

  /** Whatever is written is said to be synced. */
  static Store hasty(Store disk) {
    return new PassThrough(disk) {
      @Override
      public long synced() {
        return written();
      }
    };
  }

  /**
   * What is known to be removed is forgotten when the process starts again: by the entries, and by
   * the index of removals, out of which a session would tell it once more.
   */
  static Store forgetful(Store disk) {
    return new AtStart(disk) {
      @Override
      public Optional<State> read(EntryKey key) {
        return super.read(key).map(BrokenDisks::forgotten);
      }

      @Override
      public Optional<Bytes> get(String name) {
        return super.get(name).map(value -> name.startsWith(REMOVALS) ? Bytes.EMPTY : value);
      }
    };
  }

  /** The same for what was not written for a second before. */
  static Variations.Stores forgetfulInTime() {
    Map<SimNode, Map<Object, Long>> written = new HashMap<>();
    return (node, disk) -> {
      Map<Object, Long> times = written.computeIfAbsent(node, any -> new HashMap<>());
      return new AtStart(disk) {
        @Override
        public long append(EntryKey key, State delta, Kept now) {
          times.put(key, node.clock().millis());
          return super.append(key, delta, now);
        }

        @Override
        public long put(String name, Bytes value) {
          times.put(name, node.clock().millis());
          return super.put(name, value);
        }

        @Override
        public Optional<State> read(EntryKey key) {
          return super.read(key).map(state -> isOld(key) ? forgotten(state) : state);
        }

        @Override
        public Optional<Bytes> get(String name) {
          boolean drops = name.startsWith(REMOVALS) && isOld(name);
          return super.get(name).map(value -> drops ? Bytes.EMPTY : value);
        }

        private boolean isOld(Object what) {
          long now = node.clock().millis();
          return now - times.getOrDefault(what, now) > 1_000;
        }
      };
    };
  }

  private static State forgotten(State state) {
    return state.forget(new Clock(state.context()));
  }
}
