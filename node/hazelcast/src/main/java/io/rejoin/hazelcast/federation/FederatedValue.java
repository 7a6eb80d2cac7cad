package io.rejoin.hazelcast.federation;

import io.rejoin.crdt.Catalogue;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.Item;
import io.rejoin.crdt.Operation;
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
import java.util.List;
import java.util.Optional;

/**
 * What a plain entry of a Hazelcast map is in the grid: versions, of which the latest one shows. A
 * write says which versions its writer has seen, and takes the place of those alone; a version that
 * came from another site meanwhile stays beside it, as a conflict, until a writer has seen both.
 * (Siblings and context as in Riak: DeCandia et al., "Dynamo", SOSP 2007, section 4.4.)
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

  /**
   * Puts a value in the place of the versions that were seen, or removes them.
   *
   * @param late whether it counts as older than all others: nobody knows when it was written
   */
  public record Write(List<Dot> seen, Optional<Bytes> value, boolean late) implements Operation {
    public Write {
      seen = seen.stream().sorted().distinct().toList();
    }

    @Override
    public void write(ByteWriter out) {
      out.u8((value.isPresent() ? PRESENT : 0) + (late ? LATE : 0));
      out.varint(seen.size());
      seen.forEach(dot -> dot.write(out));
      value.ifPresent(out::bytes);
    }
  }

  /** A value, when it was written, and the operation's name. */
  public record Version(Timestamp time, Dot dot, Bytes value) {
    private static final Comparator<Version> LATEST_FIRST = Comparator.comparing(Version::time)
        .thenComparing(Version::value)
        .thenComparing(Version::dot)
        .reversed();

    static Optional<Version> of(Item item) {
      try {
        ByteReader in = new ByteReader(item.value());
        return Optional.of(new Version(Timestamp.read(in), item.dot(), in.raw(in.remaining())));
      } catch (MalformedBytes unreadable) {
        return Optional.empty();
      }
    }
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
    List<Item> replaced = slot.seen().items().stream()
        .filter(item -> Collections.binarySearch(write.seen(), item.dot()) >= 0)
        .toList();
    if (write.value().isPresent()) {
      Timestamp after =
          versions(replaced).stream().map(Version::time).findFirst().orElse(Timestamp.ZERO);
      ByteWriter out = new ByteWriter();
      (write.late() ? Timestamp.ZERO : slot.now(after)).write(out);
      replaced.forEach(slot::remove);
      slot.put(out.raw(write.value().get()).toBytes());
    } else {
      replaced.forEach(slot::remove);
    }
  }

  @Override
  public Write readOperation(ByteReader in, Catalogue nestable) throws MalformedBytes {
    int flags = in.u8();
    in.check(flags <= PRESENT + LATE, "unknown flags");
    int count = in.count(MIN_DOT_BYTES);
    List<Dot> seen = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Dot dot = Dot.read(in);
      in.check(seen.isEmpty() || seen.get(i - 1).compareTo(dot) < 0, "dots not ascending");
      seen.add(dot);
    }
    Optional<Bytes> value =
        (flags & PRESENT) == 0 ? Optional.empty() : Optional.of(in.bytes(MAX_VALUE));
    return new Write(seen, value, (flags & LATE) != 0);
  }
}
