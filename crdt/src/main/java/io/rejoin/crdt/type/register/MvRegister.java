package io.rejoin.crdt.type.register;

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
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A register that keeps every value whose write no other write has seen. A write removes the values
 * it saw; more than one value is a conflict that the application resolves with its next write.
 *
 * <table>
 * <caption>Operations that did not see each other</caption>
 * <tr><th>here</th><th>there</th><th>outcome</th></tr>
 * <tr><td>set x</td><td>set y</td><td>x and y</td></tr>
 * <tr><td>set x</td><td>set x</td><td>x</td></tr>
 * <tr><td>set x, having seen y and z</td><td>set w, having seen y</td><td>x and w</td></tr>
 * <tr><td>remove a field that holds x</td><td>set y in it</td><td>y</td></tr>
 * </table>
 */
public final class MvRegister implements CrdtType<MvRegister.Set> {
  public static final MvRegister TYPE = new MvRegister();
  public static final int MAX_VALUE = LwwRegister.MAX_VALUE;

  /** Writes a value of at most {@link #MAX_VALUE} bytes. */
  public record Set(Bytes value) implements Operation {
    public Set {
      if (value.length() > MAX_VALUE) {
        throw new IllegalArgumentException(
            value.length() + " bytes in a register, at most " + MAX_VALUE + " are allowed");
      }
    }

    @Override
    public void write(ByteWriter out) {
      out.bytes(value);
    }
  }

  private MvRegister() {}

  @Override
  public int id() {
    return 3;
  }

  @Override
  public String name() {
    return "mv-register";
  }

  @Override
  public void apply(Slot slot, Set set) {
    slot.removeHere();
    slot.put(set.value());
  }

  @Override
  public Set readOperation(ByteReader in, Catalogue nestable) throws MalformedBytes {
    return new Set(in.bytes(MAX_VALUE));
  }

  public static List<Bytes> values(State state) {
    return values(state.root());
  }

  /** The values, each once, sorted by their bytes; none if nothing was ever written. */
  public static List<Bytes> values(View view) {
    SortedSet<Bytes> values = new TreeSet<>();
    for (Item item : view.items()) {
      values.add(item.value());
    }
    return List.copyOf(values);
  }
}
