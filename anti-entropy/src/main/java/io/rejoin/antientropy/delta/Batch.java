package io.rejoin.antientropy.delta;

import io.rejoin.antientropy.Removal;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.Intervals;
import io.rejoin.crdt.causal.ReplicaId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Deltas of one run. Whoever joins all of them has applied the operations {@code (after, upTo]} of
 * the run; nothing is claimed where the two are equal.
 *
 * <p>Deltas of a newer version are carried, and the claim with them, for those who can read them.
 * Where one was too large to carry, the batch is read as one that claims nothing.
 */
public record Batch(ReplicaId run, long after, long upTo, List<Change> changes) {

  /**
   * What operations of the run did to an entry, joined, and the dots that they took away if there
   * are any: to be put into the {@link io.rejoin.antientropy.index.RemovalIndex} before the claim
   * is.
   */
  public record Change(EntryKey key, State delta, Optional<Removal> removal) {

    /** The joined effect of this change and a later one. */
    Change then(Change later) {
      Optional<Removal> both = removal.isEmpty() || later.removal.isEmpty()
          ? later.removal.or(() -> removal)
          : Optional.of(new Removal(
              later.removal.get().operation(),
              key,
              removal.get().dots().union(later.removal.get().dots())));
      return new Change(key, delta.join(later.delta).state(), both);
    }

    private void write(ByteWriter out) {
      key.write(out);
      delta.writeSized(out);
      out.varint(removal.map(r -> r.operation().number()).orElse(0L));
      removal.ifPresent(r -> r.dots().write(out));
    }

    private static Change read(ReplicaId run, ByteReader in) throws MalformedBytes {
      EntryKey key = EntryKey.read(in);
      State delta = State.readSized(in);
      long number = in.varint(Intervals.MAX_NUMBER);
      if (number == 0) {
        return new Change(key, delta, Optional.empty());
      }
      CausalContext dots = CausalContext.read(in);
      in.check(!dots.isEmpty(), "removal of nothing");
      return new Change(key, delta, Optional.of(new Removal(new Dot(run, number), key, dots)));
    }

    int encodedSize() {
      ByteWriter out = new ByteWriter();
      write(out);
      return out.size();
    }
  }

  public Batch {
    if (after < 0 || upTo < after || upTo > Intervals.MAX_NUMBER) {
      throw new IllegalArgumentException("not a range of numbers: (" + after + ", " + upTo + "]");
    }
    changes = List.copyOf(changes);
  }

  /** Is some of it of a newer version, so that whoever joins it has not applied the operations? */
  public boolean isPartlyUnread() {
    return changes.stream().anyMatch(change -> !change.delta().newer().isEmpty());
  }

  public void write(ByteWriter out) {
    run.write(out);
    out.varint(after).varint(upTo - after).varint(changes.size());
    changes.forEach(change -> change.write(out));
  }

  public static Batch read(ByteReader in) throws MalformedBytes {
    ReplicaId run = ReplicaId.read(in);
    long after = in.varint(Intervals.MAX_NUMBER);
    long upTo = after + in.varint(Intervals.MAX_NUMBER - after);
    int count = in.count(4);
    List<Change> changes = new ArrayList<>(count);
    boolean isCut = false;
    for (int i = 0; i < count; i++) {
      Change change = Change.read(run, in);
      changes.add(change);
      isCut |= change.delta().newer().isCut();
    }
    return new Batch(run, after, isCut ? after : upTo, changes);
  }
}
