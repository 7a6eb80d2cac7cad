package io.rejoin.hazelcast.federation;

import io.rejoin.crdt.Catalogue;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.Item;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.Path;
import io.rejoin.crdt.Slot;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.Timestamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a plain entry of a Hazelcast map is in the grid: versions, of which the latest one shows. A
 * write names the versions that its writer has seen shown, and takes the place of those alone; what
 * another site wrote meanwhile stays beside it, as a conflict, until somebody resolves it or
 * removes the entry. (Siblings and context as in Riak: DeCandia et al., "Dynamo", SOSP 2007,
 * section 4.4.)
 *
 * <table>
 * <caption>Operations of two sites that did not see each other, both having seen v</caption>
 * <tr><th>here</th><th>there</th><th>outcome</th></tr>
 * <tr><td>write x at 10:00</td><td>write y at 10:01</td><td>y; x is a conflict</td></tr>
 * <tr><td>write x</td><td>remove</td><td>x</td></tr>
 * <tr><td>remove</td><td>remove</td><td>nothing</td></tr>
 * </table>
 */
public final class FederatedValue implements CrdtType<FederatedValue.Write> {
  public static final FederatedValue TYPE = new FederatedValue();

  private static final int ID = 60_001;
  private static final int MAX_VALUE = 16 * 1024 * 1024;
  private static final int MIN_DOT_BYTES = 9;
  private static final int PRESENT = 1;
  private static final int LATE = 2;

  /** Of an entry, at most; the eldest are dropped. */
  static final int MAX_VERSIONS = 32;

  /**
   * Puts a value in the place of versions, or removes them.
   *
   * @param replaced the versions
   * @param value to put; empty if there shall be none
   * @param expires in milliseconds since 1970, 0 if never
   * @param late whether it counts as older than all others: nobody knows when it was written
   */
  public record Write(List<Dot> replaced, Optional<Bytes> value, long expires, boolean late)
      implements Operation {
    public Write {
      replaced = replaced.stream().sorted().distinct().toList();
    }

    /** Removes versions. */
    static Write removal(List<Dot> removed) {
      return new Write(removed, Optional.empty(), 0, false);
    }

    @Override
    public void write(ByteWriter out) {
      out.u8((value.isPresent() ? PRESENT : 0) + (late ? LATE : 0));
      out.varint(replaced.size());
      replaced.forEach(dot -> dot.write(out));
      out.varint(expires);
      value.ifPresent(out::bytes);
    }
  }

  /**
   * A value, when it was written, until when it holds, and the name of the operation that wrote it.
   *
   * @param expires in milliseconds since 1970, 0 if never
   */
  public record Version(Timestamp time, long expires, Dot dot, Bytes value) {
    private static final Comparator<Version> LATEST_FIRST = Comparator.comparing(Version::time)
        .thenComparing(Version::value)
        .thenComparing(Version::dot)
        .reversed();

    static Optional<Version> of(Item item) {
      try {
        ByteReader in = new ByteReader(item.value());
        return Optional.of(new Version(
            Timestamp.read(in), in.varint(Long.MAX_VALUE), item.dot(), in.raw(in.remaining())));
      } catch (MalformedBytes unreadable) {
        return Optional.empty();
      }
    }

    /** The state of an entry that has this version and knows nothing else. */
    State alone() {
      return State.showing(new Item(dot, Path.ROOT, encoded(time, expires, value)));
    }
  }

  private static Bytes encoded(Timestamp time, long expires, Bytes value) {
    ByteWriter out = new ByteWriter();
    time.write(out);
    out.varint(expires);
    return out.raw(value).toBytes();
  }

  private FederatedValue() {}

  @Override
  public int id() {
    return ID;
  }

  @Override
  public String name() {
    return "federated-value";
  }

  /** What shows first, then the conflicts. */
  public static List<Version> versions(State state) {
    return versions(state.root().items());
  }

  private static List<Version> versions(List<Item> items) {
    List<Version> versions = new ArrayList<>();
    items.forEach(item -> Version.of(item).ifPresent(versions::add));
    versions.sort(Version.LATEST_FIRST);
    return Collections.unmodifiableList(versions);
  }

  @Override
  public void apply(Slot slot, Write write) {
    List<Item> items = slot.seen().items();
    List<Item> replaced = items.stream()
        .filter(item -> Collections.binarySearch(write.replaced(), item.dot()) >= 0)
        .toList();
    if (write.value().isPresent()) {
      Timestamp after =
          versions(replaced).stream().map(Version::time).findFirst().orElse(Timestamp.ZERO);
      Timestamp time = write.late() ? Timestamp.ZERO : slot.now(after);
      dropEldest(slot, items, replaced);
      replaced.forEach(slot::remove);
      slot.put(encoded(time, write.expires(), write.value().get()));
    } else {
      replaced.forEach(slot::remove);
    }
  }

  /** Conflicts that nobody ever resolves must not fill the memory. */
  private static void dropEldest(Slot slot, List<Item> items, List<Item> replaced) {
    List<Item> kept = new ArrayList<>(items);
    kept.removeAll(replaced);
    if (kept.size() >= MAX_VERSIONS) {
      Set<Dot> spared = new HashSet<>();
      versions(kept).subList(0, MAX_VERSIONS - 1).forEach(version -> spared.add(version.dot()));
      kept.stream().filter(item -> !spared.contains(item.dot())).forEach(slot::remove);
    }
  }

  @Override
  public Write readOperation(ByteReader in, Catalogue nestable) throws MalformedBytes {
    int flags = in.u8();
    in.check(flags <= PRESENT + LATE, "unknown flags");
    int count = in.count(MIN_DOT_BYTES);
    List<Dot> replaced = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Dot dot = Dot.read(in);
      in.check(replaced.isEmpty() || replaced.get(i - 1).compareTo(dot) < 0, "dots not ascending");
      replaced.add(dot);
    }
    long expires = in.varint(Long.MAX_VALUE);
    Optional<Bytes> value =
        (flags & PRESENT) == 0 ? Optional.empty() : Optional.of(in.bytes(MAX_VALUE));
    return new Write(replaced, value, expires, (flags & LATE) != 0);
  }
}
