package io.rejoin.antientropy.delta;

import io.rejoin.antientropy.Removal;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.Intervals;
import io.rejoin.crdt.causal.ReplicaId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
   * is. What is not used is not worked out, and it is encoded once, for all peers. Not thread-safe.
   */
  public static final class Change {
    private final EntryKey key;
    private final State delta;
    private final Optional<Dot> remover;
    private @Nullable Removal removal;
    private @Nullable Bytes encoded;

    /** What was read of it elsewhere. */
    public Change(EntryKey key, State delta, Optional<Removal> removal) {
      this(key, delta, removal.map(Removal::operation), removal.orElse(null));
    }

    private Change(EntryKey key, State delta, Optional<Dot> remover, @Nullable Removal removal) {
      this.key = key;
      this.delta = delta;
      this.remover = remover;
      this.removal = removal;
    }

    /** What an operation did here. */
    public static Change of(EntryKey key, State delta, Dot operation, boolean removes) {
      return new Change(key, delta, removes ? Optional.of(operation) : Optional.empty(), null);
    }

    public EntryKey key() {
      return key;
    }

    public State delta() {
      return delta;
    }

    public Optional<Removal> removal() {
      if (removal == null && remover.isPresent()) {
        Dot operation = remover.get();
        removal = Removal.in(key, delta, operation.run(), operation.number()).orElse(null);
      }
      return Optional.ofNullable(removal);
    }

    /** The joined effect of this change and a later one. */
    Change then(Change later) {
      State joined = delta.join(later.delta).state();
      Optional<Dot> last = later.remover.or(() -> remover);
      if (removal == null && later.removal == null) {
        return new Change(key, joined, last, null);
      }
      CausalContext dots = dots().union(later.dots());
      return new Change(
          key, joined, last.filter(any -> !dots.isEmpty()).map(dot -> new Removal(dot, key, dots)));
    }

    private CausalContext dots() {
      return removal().map(Removal::dots).orElse(CausalContext.EMPTY);
    }

    private Bytes encoded() {
      Bytes done = encoded;
      if (done == null) {
        ByteWriter out = new ByteWriter();
        key.write(out);
        delta.writeSized(out);
        out.varint(removal().map(r -> r.operation().number()).orElse(0L));
        removal().ifPresent(r -> r.dots().write(out));
        done = out.toBytes();
        encoded = done;
      }
      return done;
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

    /** How long its encoding is, about. */
    int size() {
      Bytes done = encoded;
      return done == null ? key.key().length() + delta.sizeAbout() : done.length();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Change that
          && key.equals(that.key)
          && delta.equals(that.delta)
          && removal().equals(that.removal());
    }

    @Override
    public int hashCode() {
      return Objects.hash(key, delta, removal());
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
    for (Change change : changes) {
      if (!change.delta().newer().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  public void write(ByteWriter out) {
    run.write(out);
    out.varint(after).varint(upTo - after).varint(changes.size());
    changes.forEach(change -> out.raw(change.encoded()));
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
