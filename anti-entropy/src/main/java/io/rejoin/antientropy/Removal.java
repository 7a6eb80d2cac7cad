package io.rejoin.antientropy;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.ReplicaId;
import java.util.Optional;

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

  /**
   * The removal in an operation's delta: everything that the delta knows of and does not hold. That
   * may name numbers which the run used for other entries; they mean nothing here, and they keep
   * the intervals whole.
   */
  public static Optional<Removal> in(EntryKey key, State delta, ReplicaId run, long number) {
    CausalContext dead = delta.context().minus(delta.live());
    return dead.isEmpty()
        ? Optional.empty()
        : Optional.of(new Removal(new Dot(run, number), key, dead));
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
