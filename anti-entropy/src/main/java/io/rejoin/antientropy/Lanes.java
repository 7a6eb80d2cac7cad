package io.rejoin.antientropy;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.SipHash;
import io.rejoin.crdt.digest.Digest;

/**
 * The keyed hashes that place and name entries. All nodes of a grid derive them from the same
 * configured material, so that islands that formed apart agree.
 */
public record Lanes(SipHash placement, SipHash lane1, SipHash lane2) {

  public static Lanes derive(Bytes material) {
    return new Lanes(
        SipHash.derive(material, "entry placement"),
        SipHash.derive(material, "entry id lane 1"),
        SipHash.derive(material, "entry id lane 2"));
  }

  /** Where the entry stands in the trees: its top bits are the shard. */
  public long keyHash(EntryKey key) {
    return placement.stream64().u64(key.type()).raw(key.key()).finish64();
  }

  public EntryId id(EntryKey key, Digest content) {
    return new EntryId(id(lane1, key, content), id(lane2, key, content));
  }

  private static long id(SipHash lane, EntryKey key, Digest content) {
    return lane.stream64()
        .u64(content.high())
        .u64(content.low())
        .u64(key.type())
        .raw(key.key())
        .finish64();
  }
}
