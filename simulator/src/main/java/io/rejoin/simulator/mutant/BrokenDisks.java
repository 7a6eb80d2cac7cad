package io.rejoin.simulator.mutant;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.node.port.Store;
import io.rejoin.simulator.grid.SimNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Nodes that treat their disks badly. */
final class BrokenDisks {
  private static final String RUN = "run";

  private BrokenDisks() {}

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
    return new Through(disk) {
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

  /** What is known to be removed is forgotten when the process starts again. */
  static Store forgetful(Store disk) {
    return new Through(disk) {
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
      return new Through(disk) {
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

  /** A store that hands everything through. */
  static class Through implements Store {
    private final Store disk;

    Through(Store disk) {
      this.disk = disk;
    }

    @Override
    public long append(EntryKey key, State delta, Kept now) {
      return disk.append(key, delta, now);
    }

    @Override
    public long replace(EntryKey key, Kept now) {
      return disk.replace(key, now);
    }

    @Override
    public long delete(EntryKey key) {
      return disk.delete(key);
    }

    @Override
    public long put(String name, Bytes value) {
      return disk.put(name, value);
    }

    @Override
    public Optional<State> read(EntryKey key) {
      return disk.read(key);
    }

    @Override
    public void forEach(Visitor visitor) {
      disk.forEach(visitor);
    }

    @Override
    public Optional<Bytes> get(String name) {
      return disk.get(name);
    }

    @Override
    public long written() {
      return disk.written();
    }

    @Override
    public long synced() {
      return disk.synced();
    }

    @Override
    public void sync(long upTo) {
      disk.sync(upTo);
    }

    @Override
    public void awaitSynced(long upTo) {
      disk.awaitSynced(upTo);
    }

    @Override
    public void onSynced(Runnable listener) {
      disk.onSynced(listener);
    }

    @Override
    public List<String> damaged() {
      return disk.damaged();
    }

    @Override
    public void close() {
      disk.close();
    }
  }
}
