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
import java.util.Optional;

/**
 * A counter that goes up and down. An item holds what was added and what was taken; the value is
 * the sum over all items.
 *
 * <p>At the top of an entry only a run itself ever removes its items, or a later run of its node
 * once nothing more of it can come, so an addition replaces them by one item with the new sums: in
 * the long run one per node. Inside a map a remove of the field may come at any time, and it must
 * take exactly what it saw; were sums kept there, the item of a concurrent addition would carry the
 * removed amounts back in. So there every addition is an item of its own.
 *
 * <table>
 * <caption>Operations that did not see each other</caption>
 * <tr><th>here</th><th>there</th><th>outcome</th></tr>
 * <tr><td>add 2</td><td>add 3</td><td>5</td></tr>
 * <tr><td>add 2</td><td>add -3</td><td>-1</td></tr>
 * <tr><td>remove a field that counts 5</td><td>add 3 to it</td><td>3</td></tr>
 * </table>
 */
public final class PnCounter implements CrdtType<PnCounter.Add> {
  public static final PnCounter TYPE = new PnCounter();

  /** Adds an amount, perhaps negative; 0 changes nothing. */
  public record Add(long amount) implements Operation {
    public Add {
      if (amount == Long.MIN_VALUE) {
        throw new IllegalArgumentException("amount " + amount);
      }
    }

    @Override
    public void write(ByteWriter out) {
      out.zigzag(amount);
    }
  }

  private PnCounter() {}

  @Override
  public int id() {
    return 1;
  }

  @Override
  public String name() {
    return "pn-counter";
  }

  @Override
  public void apply(Slot slot, Add add) {
    if (add.amount() == 0) {
      return;
    }
    Sums sums = Sums.NONE.plus(add.amount());
    if (slot.isRoot()) {
      for (Item item : slot.seen().items()) {
        Optional<Sums> mine = slot.owns(item.dot().run()) ? read(item.value()) : Optional.empty();
        if (mine.isPresent()) {
          sums = sums.plus(mine.get());
          slot.remove(item);
        }
      }
    }
    sums.check();
    ByteWriter value = new ByteWriter(Sums.MAX_BYTES);
    sums.write(value);
    slot.put(value.toBytes());
  }

  @Override
  public Add readOperation(ByteReader in, Catalogue nestable) throws MalformedBytes {
    long amount = in.zigzag();
    in.check(amount != Long.MIN_VALUE, "amount out of range");
    return new Add(amount);
  }

  private static Optional<Sums> read(Bytes value) {
    try {
      ByteReader in = new ByteReader(value);
      Sums sums = Sums.read(in);
      in.end();
      return Optional.of(sums);
    } catch (MalformedBytes e) {
      return Optional.empty();
    }
  }

  public static long value(State state) {
    return value(state.root());
  }

  /** The count. Sums over all runs that do not fit 63 bits stay at the greatest number. */
  public static long value(View view) {
    Sums sums = Sums.NONE;
    for (Item item : view.items()) {
      sums = sums.plus(read(item.value()).orElse(Sums.NONE));
    }
    return sums.difference();
  }
}
