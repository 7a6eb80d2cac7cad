package io.rejoin.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.DataSerializable;
import io.rejoin.GridException;
import io.rejoin.Level;
import io.rejoin.Receipt;
import io.rejoin.Refreshed;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Item;
import io.rejoin.crdt.Joined;
import io.rejoin.crdt.Mutation;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.HybridClock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.replica.Writer;
import io.rejoin.crdt.type.Erasure;
import io.rejoin.crdt.type.StandardTypes;
import io.rejoin.grid.Grid;
import io.rejoin.grid.Outside;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Carries an operation out where the entry's partition is owned, under the run of that member, or
 * of its node if the map is federated; its backups join the delta. Answers what it did, {@code
 * null} if nothing.
 */
public final class Operate
    implements EntryProcessor<String, CrdtValue, @Nullable Object>,
        DataSerializable,
        HazelcastInstanceAware {
  private static final long serialVersionUID = 1;
  private static final String WRITER = "io.rejoin.hazelcast.writer";
  private static final Duration DRIFT = Duration.ofMinutes(1);

  private transient String map = "";
  private transient int type;
  private transient byte[] operation = {};
  private transient boolean erases;
  private transient @Nullable HazelcastInstance member;
  private transient State delta = State.EMPTY;

  /** For Hazelcast. */
  public Operate() {}

  private Operate(String map, int type, Operation operation, boolean erases) {
    this.map = map;
    ByteWriter out = new ByteWriter();
    operation.write(out);
    this.type = type;
    this.operation = out.toBytes().toArray();
    this.erases = erases;
  }

  static Operate of(String map, CrdtType<?> type, Operation operation) {
    return new Operate(map, type.id(), operation, false);
  }

  /** Takes away all that is seen of a value. */
  static Operate erase(String map, int type) {
    return new Operate(map, type, new Erasure.Erase(), true);
  }

  /** The run under which a member writes: one for each start. */
  private static Writer writer(HazelcastInstance member) {
    return (Writer) member
        .getUserContext()
        .computeIfAbsent(
            WRITER,
            any -> new Writer(
                ReplicaId.random(new SecureRandom()),
                new HybridClock(InstantSource.system(), DRIFT)));
  }

  @Override
  public @Nullable Object process(Map.Entry<String, CrdtValue> entry) {
    HazelcastInstance here = Objects.requireNonNull(member);
    State before = CrdtValue.stateOf(entry.getValue(), entry.getKey(), type);
    Optional<Grid> grid = Grids.of(here, map);
    return grid.isPresent()
        ? federated(entry, before, grid.get())
        : alone(entry, before, writer(here));
  }

  private @Nullable Object alone(Map.Entry<String, CrdtValue> entry, State before, Writer writer) {
    Mutation.Outcome outcome = carryOut(known(), before, writer);
    delta = outcome.delta();
    if (delta.isEmpty()) {
      return null;
    }
    entry.setValue(new CrdtValue(type, outcome.joined().state()));
    return new Done(
            writer.run(),
            delta.last(writer.run()),
            outcome.joined().added().stream().map(Item::dot).toList(),
            outcome.joined().removed().stream().map(Item::dot).toList())
        .toBytes();
  }

  /** Upon what the map and the node have; a node that has died may have told the map alone. */
  private @Nullable Object federated(Map.Entry<String, CrdtValue> entry, State before, Grid grid) {
    EntryKey key = new EntryKey(type, Bytes.utf8(map + "/" + entry.getKey()));
    Refreshed seen = new Refreshed(Level.local(), 1, 1, true, List.of(), List.of(), before, true);
    Receipt receipt = erases
        ? grid.erase(key, Optional.of(seen))
        : grid.apply(key, read(known()), Optional.of(seen));
    State news = Outside.of(grid).since(key, before);
    Joined joined = before.join(news);
    if (joined.changed()) {
      delta = joined.state().since(before.context(), Optional.of(before.live()));
      entry.setValue(new CrdtValue(type, joined.state()));
    }
    return receipt.changed()
        ? new Done(receipt.run(), receipt.number(), receipt.written(), receipt.removed()).toBytes()
        : null;
  }

  private CrdtType<?> known() {
    return erases
        ? Erasure.TYPE
        : StandardTypes.catalogue()
            .byId(type)
            .orElseThrow(() -> new GridException.BadOperation("no type has the id " + type));
  }

  private <O extends Operation> Mutation.Outcome carryOut(
      CrdtType<O> known, State before, Writer writer) {
    return Mutation.carryOut(known, before, read(known), writer);
  }

  private <O extends Operation> O read(CrdtType<O> known) {
    try {
      ByteReader in = new ByteReader(Bytes.wrap(operation));
      O asked = known.readOperation(in, StandardTypes.catalogue());
      in.end();
      return asked;
    } catch (MalformedBytes malformed) {
      throw new GridException.BadOperation("no operation of " + known.name(), malformed);
    }
  }

  /** What was done here is not done again there, under another run. */
  @Override
  public @Nullable EntryProcessor<String, CrdtValue, @Nullable Object> getBackupProcessor() {
    return delta.isEmpty() ? null : new JoinProcessor(new CrdtValue(type, delta));
  }

  @Override
  public void setHazelcastInstance(HazelcastInstance instance) {
    member = instance;
  }

  @Override
  public void writeData(ObjectDataOutput out) throws IOException {
    out.writeString(map);
    out.writeInt(type);
    out.writeByteArray(operation);
    out.writeBoolean(erases);
  }

  @Override
  public void readData(ObjectDataInput in) throws IOException {
    map = Objects.requireNonNull(in.readString());
    type = in.readInt();
    operation = Objects.requireNonNull(in.readByteArray());
    erases = in.readBoolean();
  }
}
