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

  /** What is known to be removed is forgotten when the process starts again. */
  static Store forgetful(Store disk) {
    return new AtStart(disk) {
      @Override
      public Optional<State> read(EntryKey key) {
        return super.read(key).map(BrokenDisks::forgotten);
      }
    };
  }

  /** The same for entries that were not written for a second before. */
  static Variations.Stores forgetfulInTime() {
    Map<SimNode, Map<EntryKey, Long>> written = new HashMap<>();
    return (node, disk) -> {
      Map<EntryKey, Long> times = written.computeIfAbsent(node, any -> new HashMap<>());
      return new AtStart(disk) {
        @Override
        public long append(EntryKey key, State delta, Kept now) {
          times.put(key, node.clock().millis());
          return super.append(key, delta, now);
        }

        @Override
        public Optional<State> read(EntryKey key) {
          long now = node.clock().millis();
          boolean old = now - times.getOrDefault(key, now) > 1_000;
          return super.read(key).map(state -> old ? forgotten(state) : state);
        }
      };
    };
  }

  private static State forgotten(State state) {
    return state.forget(new Clock(state.context()));
  }
}
