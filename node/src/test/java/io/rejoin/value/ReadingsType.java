package io.rejoin.value;

// TYPES own-type
import io.rejoin.Handle;
import io.rejoin.Place;
import io.rejoin.Receipt;
import io.rejoin.crdt.Catalogue;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.Slot;
import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.MalformedBytes;
import java.util.LongSummaryStatistics;

/** Readings of a sensor; every node adds its own, none is ever lost or counted twice. */
public final class ReadingsType implements CrdtType<ReadingsType.Read> {
  public static final ReadingsType TYPE = new ReadingsType();

  public record Read(long value) implements Operation {
    @Override
    public void write(ByteWriter out) {
      out.zigzag(value);
    }
  }

  @Override
  public int id() {
    return 1_000; // from here on up the ids are yours
  }

  @Override
  public String name() {
    return "readings";
  }

  @Override
  public void apply(Slot slot, Read read) {
    slot.put(new ByteWriter().zigzag(read.value()).toBytes());
  }

  @Override
  public Read readOperation(ByteReader in, Catalogue nestable) throws MalformedBytes {
    return new Read(in.zigzag());
  }

  public static LongSummaryStatistics statistics(View view) {
    LongSummaryStatistics all = new LongSummaryStatistics();
    view.items().forEach(item -> {
      try {
        all.accept(new ByteReader(item.value()).zigzag());
      } catch (MalformedBytes e) {
        // A reader leaves out what it cannot read, on every node alike.
      }
    });
    return all;
  }

  /** The handle: {@code new Readings(grid.place(ReadingsType.TYPE, "dock/4"))}. */
  public static final class Readings extends Handle<LongSummaryStatistics> {
    public Readings(Place place) {
      super(place);
    }

    public Receipt add(long value) {
      return apply(TYPE, new Read(value));
    }

    @Override
    protected LongSummaryStatistics read(View view) {
      return statistics(view);
    }
  }
}
// TYPES end
