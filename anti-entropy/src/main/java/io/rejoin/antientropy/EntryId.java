package io.rejoin.antientropy;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.MalformedBytes;

/**
 * What an entry is at one moment: two 64-bit keyed hashes over key and state digest, see {@link
 * Lanes}. Lane 1 is compared entry by entry; both are summed up in the root.
 */
public record EntryId(long lane1, long lane2) {

  void write(ByteWriter out) {
    out.fixed64(lane1).fixed64(lane2);
  }

  static EntryId read(ByteReader in) throws MalformedBytes {
    return new EntryId(in.fixed64(), in.fixed64());
  }
}
