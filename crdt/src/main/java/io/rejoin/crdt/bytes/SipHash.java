package io.rejoin.crdt.bytes;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SipHash-2-4 with 64 or 128 bits of result (Aumasson and Bernstein, "SipHash: a fast short-input
 * PRF", INDOCRYPT 2012; the 128-bit variant is that of the authors' reference code).
 *
 * <p>Keyed, so that nobody who does not know the key can craft elements that collide. Immutable and
 * thread-safe; {@link #stream64} and {@link #stream128} hash a value field by field without
 * encoding it first.
 */
public record SipHash(long k0, long k1) {

  /**
   * A key for one purpose: the first 16 bytes of SHA-256 over purpose and material. Nodes that are
   * configured alike derive the same key without ever having met.
   */
  public static SipHash derive(Bytes material, String purpose) {
    Bytes label = Bytes.wrap(purpose.getBytes(StandardCharsets.UTF_8));
    Bytes input = new ByteWriter().bytes(label).bytes(material).toBytes();
    try {
      ByteReader hash =
          new ByteReader(Bytes.wrap(MessageDigest.getInstance("SHA-256").digest(input.content())));
      return new SipHash(hash.fixed64(), hash.fixed64());
    } catch (NoSuchAlgorithmException | MalformedBytes e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  public long hash64(Bytes input) {
    return stream64().raw(input).finish64();
  }

  public Hash128 hash128(Bytes input) {
    return stream128().raw(input).finish128();
  }

  /** To be ended with {@link SipStream#finish64}. */
  public SipStream stream64() {
    return new SipStream(k0, k1, 0);
  }

  /** To be ended with {@link SipStream#finish128}. */
  public SipStream stream128() {
    return new SipStream(k0, k1, 0xee);
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "SipHash-2-4";
  }
}
