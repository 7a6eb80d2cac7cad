package io.rejoin.antientropy;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Dot;

/**
 * What an operation took away from an entry: the dots that it removed or replaced. No digest shows
 * a removal, so it travels by itself until every clock covers the operation.
 */
public record Removal(Dot operation, EntryKey key, CausalContext dots) implements Content.Part {

  public Removal {
    if (dots.isEmpty()) {
      throw new IllegalArgumentException("removes nothing: " + operation);
    }
  }

  @Override
  public void write(ByteWriter out) {
    operation.write(out);
    key.write(out);
    dots.write(out);
  }

  public static Removal read(ByteReader in) throws MalformedBytes {
    Dot operation = Dot.read(in);
    EntryKey key = EntryKey.read(in);
    CausalContext dots = CausalContext.read(in);
    in.check(!dots.isEmpty(), "removal of nothing");
    return new Removal(operation, key, dots);
  }
}
