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
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.Dot;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A counter that goes up and down and can be set back to zero. A reset takes away what it has seen,
 * exactly and once: an addition that it has not seen stays, and what two resets saw is taken once.
 *
 * <p>At the top of an entry each run has one item, its row, of which it alone writes the next
 * version: what it ever added, which is never lowered, and up to which amounts its resets took each
 * row. The value is the sum over all rows of what was added beyond the greatest amount that any
 * reset took of them. A reset writes down only what no reset that it saw had taken, so an amount
 * is usually written down once.
 *
 * <p>Two simpler ways are wrong, and were published. If a reset removed the items with the sums, an
 * addition that did not see it would put its run's sums back, and with them what the reset took
 * (basho/riak_dt, issue 98). If a reset added the negative of what it saw, two resets that did not
 * see each other would subtract twice (basho/riak_dt, pull request 53). And if resets were items
 * apart from the rows, each with the maximum of those it replaced, everything would come out right
 * in the end, but where deltas overtake each other an old reset could be replaced before the new
 * one has arrived, and all that was ever counted would show for a moment. A row is whole: whatever
 * was lost, doubled or late, a replica shows exactly the operations of each run up to some point.
 *
 * <p>Inside a map a remove of the field may come at any time and must take exactly what it saw. So
 * there every addition is an item of its own, and a reset removes the items that it sees.
 *
 * <table>
 * <caption>Operations that did not see each other</caption>
 * <tr><th>here</th><th>there</th><th>outcome</th></tr>
 * <tr><td>add 2</td><td>add 3</td><td>5</td></tr>
 * <tr><td>add 2</td><td>add -3</td><td>-1</td></tr>
 * <tr><td>reset 5 to 0</td><td>add 3</td><td>3</td></tr>
 * <tr><td>reset 5 to 0</td><td>add -3</td><td>-3</td></tr>
 * <tr><td>reset 5 to 0</td><td>reset 5 to 0</td><td>0</td></tr>
 * <tr><td>reset 5 to 0</td><td>add 3, reset 8 to 0</td><td>0</td></tr>
 * <tr><td>reset 5 to 0, add 1</td><td>reset 5 to 0, add 2</td><td>3</td></tr>
 * <tr><td>remove a field that counts 5</td><td>add 3 to it</td><td>3</td></tr>
 * <tr><td>remove a field that counts 5</td><td>reset it</td><td>0</td></tr>
 * <tr><td>reset a field that counts 5</td><td>add 3 to it</td><td>3</td></tr>
 * </table>
 */
public final class ResettableCounter implements CrdtType<ResettableCounter.Change> {
  public static final ResettableCounter TYPE = new ResettableCounter();

  private static final int ADD = 1;
  private static final int RESET = 2;

  /** The operations of this type. */
  public sealed interface Change extends Operation {}

  /** Adds an amount, perhaps negative; 0 changes nothing. */
  public record Add(long amount) implements Change {
    public Add {
      if (amount == Long.MIN_VALUE) {
        throw new IllegalArgumentException("amount " + amount);
      }
    }

    @Override
    public void write(ByteWriter out) {
      out.u8(ADD).zigzag(amount);
    }
  }

  /** Takes away everything that was added and is seen; changes nothing if that is nothing. */
  public record Reset() implements Change {
    @Override
    public void write(ByteWriter out) {
      out.u8(RESET);
    }
  }

  private ResettableCounter() {}

  @Override
  public int id() {
    return 8;
  }

  @Override
  public String name() {
    return "resettable-counter";
  }

  @Override
  public void apply(Slot slot, Change change) {
    if (change instanceof Add add) {
      add(slot, add.amount());
    } else if (slot.isRoot()) {
      reset(slot);
    } else {
      slot.clear();
    }
  }

  private static void add(Slot slot, long amount) {
    if (amount == 0) {
      return;
    }
    Sums single = Sums.NONE.plus(amount);
    single.check();
    Optional<Item> own = ownItem(slot);
    Optional<TallyRow> row = own.flatMap(TallyRow::read).map(mine -> mine.adding(amount));
    own.ifPresent(slot::remove);
    slot.put(row.map(TallyRow::continued).orElseGet(() -> TallyRow.first(single)));
  }

  /** Also where what was added and taken cancel out: another reset may see only one of them. */
  private static void reset(Slot slot) {
    SortedMap<Dot, Sums> news = new TreeMap<>();
    TallyRow.left(slot.seen()).forEach((row, left) -> news.put(row, left.added()));
    if (news.isEmpty()) {
      return;
    }
    Optional<Item> own = ownItem(slot);
    Optional<TallyRow> row = own.flatMap(TallyRow::read).map(mine -> mine.taking(news));
    own.ifPresent(slot::remove);
    slot.put(row.map(TallyRow::continued).orElseGet(() -> TallyRow.first(news)));
  }

  /** The item that an operation of this run replaces: the latest of its rows, if it has one. */
  private static Optional<Item> ownItem(Slot slot) {
    if (!slot.isRoot()) {
      return Optional.empty();
    }
    Optional<Item> latest = Optional.empty();
    for (Item item : slot.seen().items()) {
      if (item.dot().run().equals(slot.run()) && TallyRow.read(item).isPresent()) {
        latest = Optional.of(item);
      }
    }
    return latest;
  }

  @Override
  public Change readOperation(ByteReader in, Catalogue nestable) throws MalformedBytes {
    int kind = in.u8();
    in.check(kind == ADD || kind == RESET, "unknown operation of a counter");
    if (kind == RESET) {
      return new Reset();
    }
    long amount = in.zigzag();
    in.check(amount != Long.MIN_VALUE, "amount out of range");
    return new Add(amount);
  }

  public static long value(State state) {
    return value(state.root());
  }

  /** The count. Sums over all runs that do not fit 63 bits stay at the greatest number. */
  public static long value(View view) {
    Sums sums = Sums.NONE;
    for (TallyRow.Left left : TallyRow.left(view).values()) {
      sums = sums.plus(left.beyond());
    }
    return sums.difference();
  }
}
