package io.rejoin.node.core;

import io.rejoin.antientropy.Lanes;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.SipHash;
import io.rejoin.node.core.group.Placing;
import io.rejoin.node.core.shard.Buckets;

/**
 * What all nodes of a grid must agree on. All hash keys derive from name and secret, so islands
 * that formed apart agree without having met.
 *
 * @param name of the grid
 * @param secret may be empty
 * @param shards number of slices of the key-hash space, a power of two
 */
public record GridIdentity(String name, Bytes secret, int shards) {
  public static final int DEFAULT_SHARDS = 1_024;
  public static final int MAX_SHARDS = 1 << 16;

  public GridIdentity {
    if (name.isEmpty() || Bytes.utf8(name).length() > 128) {
      throw new IllegalArgumentException("a grid's name has 1 to 128 bytes: " + name);
    }
    if (shards < 1 || shards > MAX_SHARDS || Integer.bitCount(shards) != 1) {
      throw new IllegalArgumentException(
          "shards are a power of two up to " + MAX_SHARDS + ": " + shards);
    }
  }

  /** A grid without a secret. */
  public static GridIdentity named(String name) {
    return new GridIdentity(name, Bytes.EMPTY, DEFAULT_SHARDS);
  }

  int shardBits() {
    return Integer.numberOfTrailingZeros(shards);
  }

  /** What hash keys derive from. */
  Bytes material() {
    return new ByteWriter().text(name).bytes(secret).toBytes();
  }

  /** A key that all nodes of the grid have, and nobody without its secret. */
  public SipHash key(String purpose) {
    return SipHash.derive(material(), purpose);
  }

  /** Which entries belong together under policies of buckets. */
  public Placing placing(Buckets buckets) {
    return new Placing(buckets, shardBits(), Lanes.derive(material())::keyHash);
  }

  /** Differs if name or secret do; tells nothing about the secret. */
  public long fingerprint() {
    return SipHash.derive(material(), "fingerprint").hash64(Bytes.utf8(name));
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "grid " + name + " of " + shards + " shards";
  }
}
