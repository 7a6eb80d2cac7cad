package io.rejoin.simulator.mutant;

import io.rejoin.crdt.Catalogue;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.Item;
import io.rejoin.crdt.Slot;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.type.counter.BoundedCounter;
import io.rejoin.crdt.type.counter.BoundedCounter.Change;
import io.rejoin.crdt.type.counter.BoundedCounter.Decrement;
import io.rejoin.crdt.type.counter.BoundedCounter.Increment;
import io.rejoin.crdt.type.counter.PnCounter;
import io.rejoin.simulator.grid.Deed;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Bounded counters that keep their books badly. */
final class BrokenCounters {
  private BrokenCounters() {}

  /** Takes without a look at its rights. */
  static UnaryOperator<Deed<?>> taking() {
    return clients((slot, row, change) -> {
      if (change instanceof Decrement decrement) {
        row.spent += decrement.amount();
        return true;
      }
      return false;
    });
  }

  /** Looks at its rights, but forgets to write down what it took. */
  static UnaryOperator<Deed<?>> forgetting() {
    return clients((slot, row, change) -> change instanceof Decrement decrement
        && BoundedCounter.rights(slot.seen(), slot.run()) >= decrement.amount());
  }

  /** Adds twice: the answer to the first time got lost, it thinks. */
  static UnaryOperator<Deed<?>> addingTwice() {
    return deed -> deed.operation() instanceof PnCounter.Add add
        ? new Deed<>(deed.key(), new Twice(), add)
        : deed;
  }

  /** Spends what it was given a second time, as if the gift had come twice. */
  static UnaryOperator<Deed<?>> takingGiftsTwice() {
    return clients((slot, row, change) -> {
      long rights = BoundedCounter.rights(slot.seen(), slot.run());
      boolean twice = change instanceof Decrement decrement
          && rights < decrement.amount()
          && rights - decrement.amount() >= -received(slot);
      if (twice && change instanceof Decrement decrement) {
        row.spent += decrement.amount();
      }
      return twice;
    });
  }

  private static long received(Slot slot) {
    long received = 0;
    for (Item item : slot.seen().items()) {
      if (!item.dot().run().equals(slot.run())) {
        received += Row.read(item.value()).given.getOrDefault(slot.run(), 0L);
      }
    }
    return received;
  }

  /** Gives its rights to another run whenever it adds some, and keeps them all the same. */
  static UnaryOperator<Deed<?>> givingWhatItKeeps() {
    return clients((slot, row, change) -> {
      SortedMap<ReplicaId, Long> rights = BoundedCounter.rights(slot.seen());
      Optional<ReplicaId> other =
          rights.keySet().stream().filter(run -> !run.equals(slot.run())).findFirst();
      if (!(change instanceof Increment increment) || other.isEmpty()) {
        return false;
      }
      row.created += 2 * increment.amount();
      row.given.merge(other.get(), increment.amount(), Long::sum);
      return true;
    });
  }

  /** Changes a row, or leaves the operation to the sound type. */
  private interface Books {
    boolean keep(Slot slot, Row row, Change change);
  }

  private static UnaryOperator<Deed<?>> clients(Books books) {
    Broken type = new Broken(books);
    return deed ->
        deed.operation() instanceof Change change ? new Deed<>(deed.key(), type, change) : deed;
  }

  private static final class Row {
    private long created;
    private long spent;
    private final SortedMap<ReplicaId, Long> given = new TreeMap<>();

    static Row read(Bytes value) {
      try {
        ByteReader in = new ByteReader(value);
        Row row = new Row();
        row.created = in.varint();
        row.spent = in.varint();
        for (long count = in.varint(); count > 0; count--) {
          row.given.put(ReplicaId.read(in), in.varint());
        }
        return row;
      } catch (MalformedBytes e) {
        throw new IllegalStateException(e);
      }
    }

    Bytes toBytes() {
      ByteWriter out = new ByteWriter().varint(created).varint(spent).varint(given.size());
      given.forEach((run, amount) -> {
        run.write(out);
        out.varint(amount);
      });
      return out.toBytes();
    }
  }

  /** A counter that carries every addition out twice. */
  private record Twice() implements CrdtType<PnCounter.Add> {
    @Override
    public int id() {
      return PnCounter.TYPE.id();
    }

    @Override
    public String name() {
      return PnCounter.TYPE.name();
    }

    @Override
    public void apply(Slot slot, PnCounter.Add add) {
      PnCounter.TYPE.apply(slot, new PnCounter.Add(2 * add.amount()));
    }

    @Override
    public PnCounter.Add readOperation(ByteReader in, Catalogue nestable) throws MalformedBytes {
      return PnCounter.TYPE.readOperation(in, nestable);
    }
  }

  private record Broken(Books books) implements CrdtType<Change> {
    @Override
    public int id() {
      return BoundedCounter.TYPE.id();
    }

    @Override
    public String name() {
      return BoundedCounter.TYPE.name();
    }

    @Override
    public void apply(Slot slot, Change change) {
      Optional<Item> own = slot.seen().items().stream()
          .filter(item -> item.dot().run().equals(slot.run()))
          .findFirst();
      Row row = own.map(item -> Row.read(item.value())).orElseGet(Row::new);
      if (books.keep(slot, row, change)) {
        own.ifPresent(slot::remove);
        slot.put(row.toBytes());
      } else {
        BoundedCounter.TYPE.apply(slot, change);
      }
    }

    @Override
    public Change readOperation(ByteReader in, Catalogue nestable) throws MalformedBytes {
      return BoundedCounter.TYPE.readOperation(in, nestable);
    }
  }
}
