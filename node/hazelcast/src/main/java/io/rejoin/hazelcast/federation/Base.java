package io.rejoin.hazelcast.federation;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.Dot;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an entry of the map and the grid last agreed on at this site, and what the map is being given
 * if that is under way: so a value that the grid has brought is never taken for a local write, also
 * after a member died in the middle. Kept in a map beside, which has the same partitions.
 */
record Base(Agreed agreed, Optional<Agreed> next) {
  private static final int DIGEST_BYTES = 16;
  private static final int MIN_DOT_BYTES = 9;

  /**
   * A value that both had.
   *
   * @param seen the versions that it stands for
   * @param digest of the value, {@link Bytes#EMPTY} if there was none
   */
  record Agreed(List<Dot> seen, Bytes digest) {
    Agreed {
      seen = seen.stream().sorted().distinct().toList();
    }

    static Agreed of(List<FederatedValue.Version> versions, Optional<Bytes> value) {
      return new Agreed(
          versions.stream().map(FederatedValue.Version::dot).toList(), digestOf(value));
    }

    boolean isOf(Optional<Bytes> value) {
      return digest.equals(digestOf(value));
    }

    private void write(ByteWriter out) {
      out.varint(seen.size());
      seen.forEach(dot -> dot.write(out));
      out.bytes(digest);
    }

    private static Agreed read(ByteReader in) throws MalformedBytes {
      int count = in.count(MIN_DOT_BYTES);
      List<Dot> seen = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        seen.add(Dot.read(in));
      }
      return new Agreed(seen, in.bytes(DIGEST_BYTES));
    }
  }

  static Base of(Agreed agreed) {
    return new Base(agreed, Optional.empty());
  }

  Base towards(Agreed following) {
    return new Base(agreed, Optional.of(following));
  }

  byte[] toBytes() {
    ByteWriter out = new ByteWriter();
    agreed.write(out);
    out.u8(next.isPresent() ? 1 : 0);
    next.ifPresent(following -> following.write(out));
    return out.toBytes().toArray();
  }

  static Base read(byte[] bytes) {
    try {
      ByteReader in = new ByteReader(Bytes.wrap(bytes));
      Agreed agreed = Agreed.read(in);
      boolean isUnderWay = in.u8() == 1;
      return new Base(agreed, isUnderWay ? Optional.of(Agreed.read(in)) : Optional.empty());
    } catch (MalformedBytes malformed) {
      throw new IllegalStateException("a base of another version", malformed);
    }
  }

  private static Bytes digestOf(Optional<Bytes> value) {
    if (value.isEmpty()) {
      return Bytes.EMPTY;
    }
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(value.get().toArray());
      return Bytes.wrap(hash).slice(0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has it", impossible);
    }
  }
}
