package io.rejoin.node.core.bundle;

import io.rejoin.crdt.Catalogue;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.Item;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.Slot;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.CausalContext;
import java.util.ArrayList;
import java.util.List;

/** Takes those of these items away that are live, from an entry of any type. */
public record Withdrawal(CausalContext dots) implements Operation {
  public static final CrdtType<Withdrawal> TYPE = new Type();

  @Override
  public void write(ByteWriter out) {
    dots.write(out);
  }

  /** No entry is of this type. */
  private static final class Type implements CrdtType<Withdrawal> {
    @Override
    public int id() {
      return 0;
    }

    @Override
    public String name() {
      return "withdrawal";
    }

    @Override
    public void apply(Slot slot, Withdrawal operation) {
      List<Item> gone = new ArrayList<>();
      slot.seen().forEach(item -> {
        if (operation.dots.contains(item.dot())) {
          gone.add(item);
        }
      });
      gone.forEach(slot::remove);
    }

    @Override
    public Withdrawal readOperation(ByteReader in, Catalogue nestable) throws MalformedBytes {
      return new Withdrawal(CausalContext.read(in));
    }
  }
}
