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
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.Timestamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A register whose last write wins. A write takes a time after its own clock and after every value
 * it has seen, and removes those; so a later write wins whatever the clocks say. Only among writes
 * that did not see each other does the time decide, then the run, then the value's bytes. The
 * losers stay readable until the next write.
 *
 * <table>
 * <caption>Operations that did not see each other</caption>
 * <tr><th>here</th><th>there</th><th>outcome</th></tr>
 * <tr><td>set x at 10:00</td><td>set y at 10:01</td><td>y; x is among the versions</td></tr>
 * <tr><td>set x at 10:00</td><td>set y at 10:00</td><td>that of the greater run</td></tr>
 * <tr><td>remove a field that holds x</td><td>set y in it</td><td>y</td></tr>
 * </table>
 */
public final class LwwRegister implements CrdtType<LwwRegister.Set> {
  public static final LwwRegister TYPE = new LwwRegister();
  public static final int MAX_VALUE = 16 * 1024 * 1024;

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

  /** A value and when it was written. The greatest is the register's. */
  public record Version(Timestamp time, Dot dot, Bytes value) implements Comparable<Version> {
    private static final Comparator<Version> ORDER = Comparator.comparing(Version::time)
        .thenComparing(version -> version.dot().run())
        .thenComparing(Version::value)
        .thenComparing(Version::dot);

    /** What an item holds, if it can be read. */
    public static Optional<Version> of(Dot dot, Bytes item) {
      try {
        ByteReader in = new ByteReader(item);
        return Optional.of(new Version(Timestamp.read(in), dot, in.raw(in.remaining())));
      } catch (MalformedBytes e) {
        return Optional.empty();
      }
    }

    @Override
    public int compareTo(Version other) {
      return ORDER.compare(this, other);
    }
  }

  private LwwRegister() {}

  @Override
  public int id() {
    return 2;
  }

  @Override
  public String name() {
    return "lww-register";
  }

  @Override
  public void apply(Slot slot, Set set) {
    List<Version> seen = versions(slot.seen());
    Timestamp latest = seen.isEmpty() ? Timestamp.ZERO : seen.get(0).time();
    ByteWriter value = new ByteWriter(set.value().length() + Long.BYTES);
    slot.now(latest).write(value);
    slot.removeHere();
    slot.put(value.raw(set.value()).toBytes());
  }

  @Override
  public Set readOperation(ByteReader in, Catalogue nestable) throws MalformedBytes {
    return new Set(in.bytes(MAX_VALUE));
  }

  public static Optional<Bytes> value(State state) {
    return value(state.root());
  }

  /** The winner, if anything was ever written. */
  public static Optional<Bytes> value(View view) {
    return versions(view).stream().findFirst().map(Version::value);
  }

  public static List<Version> versions(State state) {
    return versions(state.root());
  }

  /** The winner first, then the concurrent writes that lost against it. */
  public static List<Version> versions(View view) {
    List<Version> versions = new ArrayList<>();
    for (Item item : view.items()) {
      Version.of(item.dot(), item.value()).ifPresent(versions::add);
    }
    versions.sort(Comparator.reverseOrder());
    return Collections.unmodifiableList(versions);
  }
}
