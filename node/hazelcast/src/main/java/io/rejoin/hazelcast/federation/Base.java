package io.rejoin.hazelcast.federation;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.Timestamp;
import io.rejoin.hazelcast.federation.FederatedValue.Version;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an entry of the map and the grid last agreed on at this site, and what the map is being
 * given if that is under way: so a value that the grid has brought is never taken for a local
 * write, also if a member dies in the middle. Kept in a map beside, which has the same partitions.
 */
record Base(Agreed agreed, Optional<Agreed> next) {
  private static final int DIGEST_BYTES = 16;
  private static final int MIN_DOT_BYTES = 9;

  /**
   * A value that both had.
   *
   * @param versions that the entry had in the grid, the one that the value was first
   * @param time when that one was written
   * @param expires until when it holds, 0 if for ever
   * @param digest of the value, {@link Bytes#EMPTY} if there was none
   */
  record Agreed(List<Dot> versions, Timestamp time, long expires, Bytes digest) {
    static final Agreed NOTHING = new Agreed(List.of(), Timestamp.ZERO, 0, Bytes.EMPTY);

    /** On the first of these versions, or on nothing if there is none. */
    static Agreed on(List<Version> versions) {
      if (versions.isEmpty()) {
        return NOTHING;
      }
      Version shown = versions.get(0);
      List<Dot> dots = versions.stream().map(Version::dot).toList();
      return new Agreed(dots, shown.time(), shown.expires(), digestOf(shown.value()));
    }

    /** On a value that was a version, which somebody who saw it has replaced since. */
    static Agreed gone(Bytes value) {
      return new Agreed(List.of(), Timestamp.ZERO, 0, digestOf(value));
    }

    boolean isOf(Optional<Bytes> value) {
      return digest.equals(value.map(Agreed::digestOf).orElse(Bytes.EMPTY));
    }

    /** The version that the value was. */
    Optional<Dot> shown() {
      return versions.stream().findFirst();
    }

    /** The same version again, as the map still has its value. */
    Version again(Bytes value) {
      return new Version(time, expires, versions.get(0), value);
    }

    private void write(ByteWriter out) {
      out.varint(versions.size());
      versions.forEach(dot -> dot.write(out));
      time.write(out);
      out.varint(expires);
      out.bytes(digest);
    }

    private static Agreed read(ByteReader in) throws MalformedBytes {
      int count = in.count(MIN_DOT_BYTES);
      List<Dot> versions = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        versions.add(Dot.read(in));
      }
      return new Agreed(
          List.copyOf(versions),
          Timestamp.read(in),
          in.varint(Long.MAX_VALUE),
          in.bytes(DIGEST_BYTES));
    }

    static Bytes digestOf(Bytes value) {
      try {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(value.toArray());
        return Bytes.wrap(hash).slice(0, DIGEST_BYTES);
      } catch (NoSuchAlgorithmException impossible) {
        throw new IllegalStateException("every JDK has it", impossible);
      }
    }
  }

  static Base on(Agreed agreed) {
    return new Base(agreed, Optional.empty());
  }

  Base towards(Agreed following) {
    return new Base(agreed, Optional.of(following));
  }

  /** All versions that it names. */
  Set<Dot> versions() {
    Set<Dot> all = new HashSet<>(agreed.versions());
    next.ifPresent(following -> all.addAll(following.versions()));
    return all;
  }

  /** What was agreed on, as the map now has this value: it may have been given the next one. */
  Agreed with(Optional<Bytes> value) {
    return next.filter(following -> following.isOf(value)).orElse(agreed);
  }

  /** The versions that there were for sure when this value was written. */
  List<Dot> surelyBefore(Optional<Bytes> value) {
    Agreed before = with(value);
    return isCertain(value)
        ? before.versions()
        : before.versions().stream()
            .filter(next.orElseThrow().versions()::contains)
            .toList();
  }

  /** The version that showed for sure when this value was written. */
  Optional<Dot> surelyShown(Optional<Bytes> value) {
    Optional<Dot> shown = with(value).shown();
    return isCertain(value)
        ? shown
        : shown.filter(dot -> next.orElseThrow().shown().equals(shown));
  }

  /** If a member died while it gave the next value, nobody knows which of the two was there. */
  private boolean isCertain(Optional<Bytes> value) {
    return next.isEmpty() || with(value).isOf(value);
  }

  byte[] toBytes() {
    ByteWriter out = new ByteWriter();
    agreed.write(out);
    out.u8(next.isPresent() ? 1 : 0);
    next.ifPresent(following -> following.write(out));
    return out.toBytes().toArray();
  }

  static Base read(byte[] bytes) throws MalformedBytes {
    ByteReader in = new ByteReader(Bytes.wrap(bytes));
    Agreed agreed = Agreed.read(in);
    boolean isUnderWay = in.u8() == 1;
    Base base = new Base(agreed, isUnderWay ? Optional.of(Agreed.read(in)) : Optional.empty());
    in.end();
    return base;
  }
}
