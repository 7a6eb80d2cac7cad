package io.rejoin.node.core.frame;

import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;

/**
 * What is in the extension of a Hello: a digest of the policies of copies in eight bytes, 0 if all
 * entries are everywhere, and the ways of packing that its sender can undo, as a number of them and
 * one byte for each. What is missing at the end is 0; what later versions add goes behind it.
 */
public final class Extension {
  private Extension() {}

  public static Bytes of(long placement, Bytes packings) {
    ByteWriter out = new ByteWriter();
    if (placement != 0 || packings.length() > 0) {
      out.fixed64(placement);
    }
    if (packings.length() > 0) {
      out.u8(packings.length()).raw(packings);
    }
    return out.toBytes();
  }

  /** The digest of the policies of copies. */
  public static Bytes placement(Bytes extension) {
    Bytes digest = extension.slice(0, Math.min(Long.BYTES, extension.length()));
    return digest.equals(new ByteWriter().fixed64(0).toBytes()) ? Bytes.EMPTY : digest;
  }

  /** The ways of packing that the sender can undo. */
  public static Bytes packings(Bytes extension) {
    if (extension.length() <= Long.BYTES) {
      return Bytes.EMPTY;
    }
    int first = Long.BYTES + 1;
    int count = extension.at(Long.BYTES) & 0xff;
    return extension.slice(first, Math.min(first + count, extension.length()));
  }
}
