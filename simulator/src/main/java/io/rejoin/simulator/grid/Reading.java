package io.rejoin.simulator.grid;

import io.rejoin.crdt.Catalogue;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.Slot;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;

/** A client looks at an entry and changes nothing. */
public record Reading() implements Operation {

  /** Any type's entry can be read. */
  private record Anything(int id) implements CrdtType<Reading> {
    @Override
    public String name() {
      return "reading";
    }

    @Override
    public void apply(Slot slot, Reading operation) {
      // Nothing is written.
    }

    @Override
    public Reading readOperation(ByteReader in, Catalogue nestable) {
      return new Reading();
    }
  }

  /** The deed of reading an entry. */
  public static Deed<Reading> of(EntryKey key) {
    return new Deed<>(key, new Anything(key.type()), new Reading());
  }

  @Override
  public void write(ByteWriter out) {
    // There is nothing to say.
  }

  @Override
  public String toString() {
    return "Read[]";
  }
}
