package io.rejoin.simulator.grid;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.digest.Digest;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.node.core.group.SharedStore;
import io.rejoin.node.core.shard.Progress;
import io.rejoin.node.store.Unsynced;
import io.rejoin.simulator.scenario.Happening.Damage;
import io.rejoin.simulator.scenario.Happening.DiskFate;
import io.rejoin.simulator.world.Draws;
import io.rejoin.simulator.world.SimDisk;
import io.rejoin.simulator.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * The store of a simulated node. A start reads every entry from its bytes; an entry whose record is
 * damaged is not there then, and comes back by repair. When the power fails, the metadata goes back
 * to no later a time than the entries: writes of both reach a disk in their order.
 */
public final class SimStore implements Unsynced {

  /** An entry as it is recorded; the state is kept beside its bytes, which few ever ask for. */
  private record Stored(EntryKey key, Kept kept) implements Supplier<Bytes> {
    @Override
    public Bytes get() {
      ByteWriter out = new ByteWriter();
      key.write(out);
      kept.state().writeSized(out);
      kept.digest().write(out);
      out.varint(kept.live()).varint(kept.time()).varint(kept.mark());
      return out.toBytes();
    }

    static Stored read(Bytes bytes) throws MalformedBytes {
      ByteReader in = new ByteReader(bytes);
      EntryKey key = EntryKey.read(in);
      State state = State.readSized(in);
      Digest digest = Digest.read(in);
      int live = (int) in.varint(Integer.MAX_VALUE);
      long time = in.varint(Long.MAX_VALUE);
      long mark = in.varint(Long.MAX_VALUE);
      Stored stored = new Stored(key, new Kept(state, digest, live, time, mark));
      in.end();
      return stored;
    }
  }

  /** What a sync takes that somebody asks for. */
  private static final Duration SYNC = Duration.ofMillis(8);

  private final World world;
  private final SimDisk<EntryKey, Stored> entries;
  private final SimDisk<String, Supplier<Bytes>> metadata;
  private long sequence;
  private long synced;
  private long asked;
  private boolean syncing;
  private int ends;

  SimStore(World world, long subject, SimDisk.Kind kind) {
    this.world = world;
    entries = new SimDisk<>(world, subject, kind);
    metadata = new SimDisk<>(world, Draws.subject(subject, 1), kind);
  }

  // ---- as a store

  @Override
  public synchronized long append(EntryKey key, State delta, Kept now) {
    return replace(key, now);
  }

  @Override
  public synchronized long replace(EntryKey key, Kept now) {
    entries.append(key, new Stored(key, now));
    return ++sequence;
  }

  @Override
  public synchronized long delete(EntryKey key) {
    entries.delete(key);
    return ++sequence;
  }

  @Override
  public synchronized long put(String name, Bytes value) {
    metadata.append(name, () -> value);
    return ++sequence;
  }

  @Override
  public synchronized Optional<State> read(EntryKey key) {
    return entries.peek(key).map(stored -> stored.kept().state());
  }

  @Override
  public synchronized boolean isReread() {
    return true;
  }

  @Override
  public synchronized void forEach(Visitor visitor) {
    entries.readAll((key, bytes) -> {
      try {
        Kept kept = Stored.read(bytes).kept();
        visitor.entry(key, kept.digest(), kept.live(), kept.time(), kept.mark());
      } catch (MalformedBytes e) {
        throw new IllegalStateException("a record with a good checksum does not parse", e);
      }
    });
  }

  @Override
  public synchronized Optional<Bytes> get(String name) {
    return metadata.peek(name).map(Supplier::get);
  }

  @Override
  public synchronized long written() {
    return sequence;
  }

  @Override
  public synchronized List<String> damaged() {
    return LongStream.rangeClosed(1, detected()).mapToObj(n -> "record " + n).toList();
  }

  /** Up to where somebody asked for it and it is done; what else is synced nobody is told. */
  @Override
  public synchronized long synced() {
    return synced;
  }

  @Override
  public synchronized void sync(long upTo) {
    asked = Math.max(asked, upTo);
    if (!syncing && asked > synced) {
      syncing = true;
      long begun = world.now();
      long last = sequence;
      int process = ends;
      world.after(SYNC, () -> {
        if (process == ends) {
          flushed(begun, last);
          sync(asked);
        }
      });
    }
  }

  /** Who waits is no thread of the simulation. */
  @Override
  public synchronized void awaitSynced(long upTo) {
    if (upTo > synced) {
      flushed(world.now(), sequence);
    }
  }

  private void flushed(long time, long upTo) {
    entries.flush(time);
    metadata.flush(time);
    synced = upTo;
    syncing = false;
  }

  /** A process starts, and leaves nothing unsynced of what it finds. */
  void settle() {
    flushed(world.now(), sequence);
  }

  /** Up to where the node whose disk this is had forgotten of a group, as far as it is stored. */
  Clock forgotten(GroupId group) {
    Optional<Bytes> stored = new SharedStore(this, any -> group)
        .of(group)
        .get("progress")
        .filter(bytes -> bytes.length() > 0); // else the node gave the group up
    try {
      return stored.isEmpty()
          ? Clock.EMPTY
          : Progress.Checkpoint.read(stored.get()).forgotten();
    } catch (MalformedBytes e) {
      throw new IllegalStateException("a record with a good checksum does not parse", e);
    }
  }

  // ---- as a disk

  /** What becomes of the disk as the process ends. */
  void end(DiskFate fate) {
    ends++;
    syncing = false;
    switch (fate) {
      case KEPT -> {}
      case UNSYNCED -> {
        metadata.restore(entries.synced());
        entries.loseTail();
      }
      case TORN -> {
        metadata.restore(entries.synced());
        entries.tearTail();
      }
      case LOST -> {
        entries.erase();
        metadata.erase();
      }
    }
  }

  /** Everything is as it was at a time. */
  void restore(long time) {
    entries.restore(time);
    metadata.restore(time);
  }

  void damage(Damage what) {
    switch (what) {
      case RECORD -> entries.damageRecord();
      case BLOCK -> entries.damageBlock();
    }
  }

  void fill(boolean isFull) {
    entries.fill(isFull);
    metadata.fill(isFull);
  }

  public boolean isFull() {
    return entries.isFull();
  }

  /** Records that were damaged. */
  public long harmed() {
    return entries.damaged();
  }

  /** Damaged records that a start found out and set aside. */
  public long detected() {
    return entries.detected();
  }

  /** Damaged records that a start took for good. */
  public long undetected() {
    return entries.undetected();
  }
}
