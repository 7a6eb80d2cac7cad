package io.rejoin;

import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.node.core.frame.GroupId;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * What a client has done and seen, so that another node can tell whether it shows all of it: of
 * each run in each group the number of an operation. A node serves a token once it has applied
 * these operations and all that the same runs did before; of groups that it does not keep, once it
 * shows nothing older any more.
 *
 * <p>The text is base64url of a version byte, a count, per run its 8 bytes and varints of its group
 * and number, and a CRC32C. Clients keep it and hand it back; they need not read it.
 *
 * @param numbers by run, each at least 1
 */
public record SessionToken(SortedMap<Run, Long> numbers) {

  /** A process as it writes for one group. */
  public record Run(GroupId group, ReplicaId id) implements Comparable<Run> {
    @Override
    public int compareTo(Run other) {
      int byGroup = group.compareTo(other.group);
      return byGroup == 0 ? id.compareTo(other.id) : byGroup;
    }
  }

  /** Of somebody who has done and seen nothing: every node serves it. */
  public static final SessionToken EMPTY = new SessionToken(Collections.emptySortedMap());

  /** More runs than clients meet: one entry has as many as processes have written it lately. */
  public static final int MAX_RUNS = 4_096;

  /** The longest text. */
  public static final int MAX_TEXT = 128 << 10;

  private static final int VERSION = 2;
  private static final int BYTES_PER_RUN = 10;
  private static final int CHECKSUM = 4;

  public SessionToken {
    if (numbers.size() > MAX_RUNS) {
      throw new IllegalArgumentException(
          "a session token has at most " + MAX_RUNS + " runs, not " + numbers.size());
    }
    numbers.values().forEach(number -> {
      if (number < 1) {
        throw new IllegalArgumentException("operations count from 1, not " + number);
      }
    });
    numbers = Collections.unmodifiableSortedMap(new TreeMap<>(numbers));
  }

  /** Of one operation. */
  public static SessionToken of(GroupId group, ReplicaId run, long number) {
    return new SessionToken(new TreeMap<>(Map.of(new Run(group, run), number)));
  }

  /**
   * Of who has read a state: of each run the last operation that the state knows of. Of more runs
   * than fit, those that every member has applied are left out.
   */
  public static SessionToken of(GroupId group, State seen, Clock everywhere) {
    SortedMap<Run, Long> numbers = new TreeMap<>();
    seen.runs().forEach(run -> numbers.put(new Run(group, run), seen.last(run)));
    if (numbers.size() > MAX_RUNS) {
      numbers.entrySet().removeIf(each -> everywhere.covers(each.getKey().id(), each.getValue()));
    }
    return new SessionToken(numbers);
  }

  /** The groups of which it says anything. */
  public List<GroupId> groups() {
    return numbers.keySet().stream().map(Run::group).distinct().toList();
  }

  /** What it says of one group. */
  public SortedMap<ReplicaId, Long> of(GroupId group) {
    SortedMap<ReplicaId, Long> part = new TreeMap<>();
    numbers.forEach((run, number) -> {
      if (run.group().equals(group)) {
        part.put(run.id(), number);
      }
    });
    return part;
  }

  /** Of both. */
  public SessionToken join(SessionToken other) {
    SortedMap<Run, Long> both = new TreeMap<>(numbers);
    other.numbers.forEach((run, number) -> both.merge(run, number, Math::max));
    return new SessionToken(both);
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws IllegalArgumentException if the text is no token
   */
  public static SessionToken parse(String text) {
    try {
      if (text.length() > MAX_TEXT) {
        throw new IllegalArgumentException("it is longer than " + MAX_TEXT + " characters");
      }
      return read(Bytes.copyOf(Base64.getUrlDecoder().decode(text.strip())));
    } catch (IllegalArgumentException | MalformedBytes nonsense) {
      throw new IllegalArgumentException(
          "that is no session token: " + nonsense.getMessage(), nonsense);
    }
  }

  private static SessionToken read(Bytes bytes) throws MalformedBytes {
    int length = bytes.length() - CHECKSUM;
    if (length < 2) {
      throw new IllegalArgumentException("it is too short");
    }
    Bytes content = bytes.slice(0, length);
    int checksum = new ByteReader(bytes.slice(length, bytes.length())).fixed32();
    ByteReader in = new ByteReader(content);
    in.check(checksum == checksum(content), "its checksum is wrong; was it cut off?");
    in.check(in.u8() == VERSION, "it is of another version");
    int count = in.count(BYTES_PER_RUN);
    SortedMap<Run, Long> numbers = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      ReplicaId id = ReplicaId.read(in);
      Run run = new Run(new GroupId((int) in.varint(GroupId.MAX)), id);
      in.check(numbers.isEmpty() || numbers.lastKey().compareTo(run) < 0, "runs out of order");
      numbers.put(run, in.varint(Long.MAX_VALUE));
    }
    in.end();
    return new SessionToken(numbers);
  }

  private static int checksum(Bytes bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.asByteBuffer());
    return (int) crc.getValue();
  }

  /** The text that {@link #parse} reads; of URL-safe characters only. */
  @Override
  public String toString() {
    ByteWriter out = new ByteWriter();
    out.u8(VERSION).varint(numbers.size());
    numbers.forEach((run, number) -> {
      run.id().write(out);
      out.varint(run.group().number()).varint(number);
    });
    out.fixed32(checksum(out.toBytes()));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(out.toBytes().toArray());
  }
}
