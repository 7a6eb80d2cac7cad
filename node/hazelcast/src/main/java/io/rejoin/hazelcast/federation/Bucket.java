package io.rejoin.hazelcast.federation;

import io.rejoin.GridException;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import java.util.Optional;

/** The bucket of the grid that has the entries of a map of the same name. */
record Bucket(String name) {
  Bucket {
    if (name.isEmpty() || name.indexOf('/') >= 0) {
      throw new GridException.BadOperation(
          "a federated map's name is a bucket of the grid, without a slash: '" + name + "'");
    }
  }

  EntryKey entry(int type, Bytes key) {
    return new EntryKey(type, new ByteWriter().raw(prefix()).raw(key).toBytes());
  }

  /** The rest of an entry's key, if it is in this bucket. */
  Optional<Bytes> keyOf(EntryKey entry) {
    Bytes prefix = prefix();
    return entry.key().startsWith(prefix)
        ? Optional.of(entry.key().slice(prefix.length(), entry.key().length()))
        : Optional.empty();
  }

  private Bytes prefix() {
    return Bytes.utf8(name + "/");
  }
}
