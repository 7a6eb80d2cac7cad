package io.rejoin.hazelcast;

import com.hazelcast.core.EntryEvent;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryMergedListener;
import com.hazelcast.map.listener.EntryRemovedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import io.rejoin.Codec;
import io.rejoin.Confirmation;
import io.rejoin.Confirmations;
import io.rejoin.Entries;
import io.rejoin.GridException;
import io.rejoin.Level;
import io.rejoin.Limits;
import io.rejoin.Place;
import io.rejoin.Receipt;
import io.rejoin.Refreshed;
import io.rejoin.SessionToken;
import io.rejoin.Subscription;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.type.StandardTypes;
import io.rejoin.crdt.type.counter.BoundedCounter;
import io.rejoin.node.config.Settings;
import io.rejoin.node.core.Change;
import io.rejoin.node.core.ChangeListener;
import io.rejoin.node.core.Written;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.value.Values;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The values of a Hazelcast map as handles: counters, sets, maps, registers, carts. An operation is
 * carried out where the entry's partition is owned, and backups join what it did; so increments and
 * adds from anywhere are never lost, and with {@link CrdtMergePolicy} not in a split either.
 *
 * <pre>{@code
 * CrdtMap stock = CrdtMap.of(member.getMap("stock"));
 * stock.counter("sku-42").add(5);
 * }</pre>
 *
 * <p>Reads and writes wait for Hazelcast, as those of any of its maps. The map's own methods read
 * the values too; who writes must join ({@link JoinProcessor}), not put. A name has one type in a
 * map. An operation whose member dies before it has answered may be carried out again by the next
 * one, as any entry processor. Thread-safe.
 */
public final class CrdtMap implements Entries, Values {
  private static final Limits LIMITS = Limits.of(Settings.NONE);
  private static final Written NOTHING =
      new Written(GroupId.ALL, State.EMPTY, List.of(), List.of(), 0, new ReplicaId(0), 0);

  private final IMap<String, CrdtValue> map;

  private CrdtMap(IMap<String, CrdtValue> map) {
    this.map = map;
  }

  /** A member's map, or a client's whose cluster has these classes. */
  public static CrdtMap of(IMap<String, CrdtValue> map) {
    return new CrdtMap(map);
  }

  /** The map itself. */
  public IMap<String, CrdtValue> map() {
    return map;
  }

  /**
   * Where a value lies.
   *
   * @throws GridException.BadOperation for a type that is not one of the standard ones, and for
   *     bounded counters, whose rights belong to nodes of a grid
   */
  @Override
  public Place place(CrdtType<?> type, String name) {
    boolean known =
        StandardTypes.catalogue().byId(type.id()).filter(type::equals).isPresent();
    if (!known || type.equals(BoundedCounter.TYPE)) {
      throw new GridException.BadOperation(
          "a map of Hazelcast cannot hold values of the type " + type.name());
    }
    return Place.whole(
        this, new EntryKey(type.id(), LIMITS.checkKey(Codec.string().encode(name))));
  }

  private static String name(EntryKey entry) {
    return entry.key().utf8();
  }

  @Override
  public State read(EntryKey entry) {
    return CrdtValue.stateOf(map.get(name(entry)), name(entry), entry.type());
  }

  @Override
  public State partial(EntryKey entry) {
    return read(entry);
  }

  @Override
  public boolean isImmediate(EntryKey entry) {
    return false;
  }

  @Override
  public <O extends Operation> Receipt apply(EntryKey entry, CrdtType<O> type, O operation) {
    return carryOut(entry, Operate.of(map.getName(), type, operation));
  }

  /** Leaves an empty value, which knows what was removed; the map's own {@code remove} does not. */
  @Override
  public Receipt erase(EntryKey entry) {
    return carryOut(entry, Operate.erase(map.getName(), entry.type()));
  }

  private Receipt carryOut(EntryKey entry, Operate operate) {
    @Nullable Object answer = map.executeOnKey(name(entry), operate);
    return new Receipt(new NoLevels(), answer instanceof byte[] done ? written(done) : NOTHING);
  }

  private static Written written(byte[] bytes) {
    try {
      Done done = Done.read(bytes);
      return new Written(
          GroupId.ALL, State.EMPTY, done.written(), done.removed(), done.number(), done.run(), 0);
    } catch (MalformedBytes malformed) {
      throw new IllegalStateException("a member of another version", malformed);
    }
  }

  // ---- what a map of Hazelcast has no counterpart of

  private static GridException.BadOperation none(String what) {
    return new GridException.BadOperation(
        "a map of Hazelcast has no " + what + ": its copies are its backups");
  }

  private static final class NoLevels implements Confirmations {
    @Override
    public Confirmation await(Written written, Level level, Duration timeout) {
      throw none("levels to wait for");
    }

    @Override
    public CompletionStage<Confirmation> ask(Written written, Level level, Duration timeout) {
      throw none("levels to wait for");
    }
  }

  @Override
  public Refreshed refresh(EntryKey entry, Level level, Duration timeout) {
    throw none("nodes to ask");
  }

  @Override
  public CompletionStage<Refreshed> refreshed(EntryKey entry, Level level, Duration timeout) {
    throw none("nodes to ask");
  }

  @Override
  public SessionToken token(EntryKey entry) {
    throw none("sessions");
  }

  @Override
  public boolean holdsRightsOf(ReplicaId run) {
    throw none("run of its own");
  }

  @Override
  public Limits limits() {
    return LIMITS;
  }

  // ---- listening, on Hazelcast's threads

  @Override
  public Subscription onChange(EntryKey entry, ChangeListener listener) {
    return added(map.addEntryListener(new Told(entry::equals, listener), name(entry), true));
  }

  @Override
  public Subscription onChange(Predicate<EntryKey> which, ChangeListener listener) {
    return added(map.addEntryListener(new Told(which, listener), true));
  }

  private Subscription added(UUID id) {
    return () -> map.removeEntryListener(id);
  }

  /** Makes changes of events. */
  private record Told(Predicate<EntryKey> which, ChangeListener listener)
      implements EntryAddedListener<String, CrdtValue>,
          EntryUpdatedListener<String, CrdtValue>,
          EntryMergedListener<String, CrdtValue>,
          EntryRemovedListener<String, CrdtValue> {
    @Override
    public void entryAdded(EntryEvent<String, CrdtValue> event) {
      tell(event);
    }

    @Override
    public void entryUpdated(EntryEvent<String, CrdtValue> event) {
      tell(event);
    }

    @Override
    public void entryMerged(EntryEvent<String, CrdtValue> event) {
      tell(event);
    }

    @Override
    public void entryRemoved(EntryEvent<String, CrdtValue> event) {
      tell(event);
    }

    private void tell(EntryEvent<String, CrdtValue> event) {
      @Nullable CrdtValue before = event.getOldValue();
      @Nullable CrdtValue after = event.getValue();
      CrdtValue either = after == null ? before : after;
      if (either == null) {
        return;
      }
      EntryKey key = new EntryKey(either.type(), Codec.string().encode(event.getKey()));
      if (which.test(key)) {
        boolean local = event.getMember() != null && event.getMember().localMember();
        listener.changed(new Change(key, state(before), state(after), local, 0));
      }
    }

    private static State state(@Nullable CrdtValue value) {
      return value == null ? State.EMPTY : value.state();
    }
  }
}
