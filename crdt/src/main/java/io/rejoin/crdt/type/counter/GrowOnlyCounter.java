package io.rejoin.crdt.type.counter;

import io.rejoin.crdt.Catalogue;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.Item;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.Slot;
import io.rejoin.crdt.State;
import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import java.util.OptionalLong;

/**
 * A counter that only goes up. An item holds what was counted; the value is the sum over all items.
 *
 * <p>At the top of an entry an increment replaces the run's own item by one with the new sum: one
 * item per run. Inside a map every increment is an item of its own, so that a remove of the field
 * takes exactly what it saw; {@link PnCounter} says why.
 *
 * <p>Source: M. Shapiro, N. Preguica, C. Baquero, M. Zawirski, "A comprehensive study of convergent
 * and commutative replicated data types", INRIA RR-7506 (2011), section 3.1.2.
 *
 * <table>
 * <caption>Operations that did not see each other</caption>
 * <tr><th>here</th><th>there</th><th>outcome</th></tr>
 * <tr><td>count 2</td><td>count 3</td><td>5</td></tr>
 * <tr><td>remove a field that counts 5</td><td>count 3 in it</td><td>3</td></tr>
 * </table>
 */
public final class GrowOnlyCounter implements CrdtType<GrowOnlyCounter.Increment> {
  public static final GrowOnlyCounter TYPE = new GrowOnlyCounter();

  /** Counts an amount from 0 up; 0 changes nothing. */
  public record Increment(long amount) implements Operation {
    public Increment {
      if (amount < 0) {
        throw new IllegalArgumentException("amount " + amount + ", at least 0 is needed");
      }
    }

    @Override
    public void write(ByteWriter out) {
      out.varint(amount);
    }
  }

  private GrowOnlyCounter() {}

  @Override
  public int id() {
    return 7;
  }

  @Override
  public String name() {
    return "g-counter";
  }

  @Override
  public void apply(Slot slot, Increment increment) {
    if (increment.amount() == 0) {
      return;
    }
    long sum = increment.amount();
    if (slot.isRoot()) {
      for (Item item : slot.seen().items()) {
        OptionalLong mine = slot.owns(item.dot().run()) ? read(item.value()) : OptionalLong.empty();
        if (mine.isPresent()) {
          sum = Sum.of(sum, mine.getAsLong());
          slot.remove(item);
        }
      }
    }
    if (sum == Long.MAX_VALUE) {
      throw new IllegalArgumentException("the sum of this run does not fit 63 bits");
    }
    slot.put(new ByteWriter().varint(sum).toBytes());
  }

  @Override
  public Increment readOperation(ByteReader in, Catalogue nestable) throws MalformedBytes {
    return new Increment(in.varint(Long.MAX_VALUE));
  }

  private static OptionalLong read(Bytes value) {
    try {
      ByteReader in = new ByteReader(value);
      long sum = in.varint(Long.MAX_VALUE);
      in.end();
      return OptionalLong.of(sum);
    } catch (MalformedBytes e) {
      return OptionalLong.empty();
    }
  }

  public static long value(State state) {
    return value(state.root());
  }

  /** The count. A sum over all runs that does not fit 63 bits stays at the greatest number. */
  public static long value(View view) {
    long sum = 0;
    for (Item item : view.items()) {
      sum = Sum.of(sum, read(item.value()).orElse(0));
    }
    return sum;
  }
}
