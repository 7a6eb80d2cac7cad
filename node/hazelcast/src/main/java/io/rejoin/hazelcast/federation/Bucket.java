package io.rejoin.hazelcast.federation;

import io.rejoin.GridException;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import java.util.Optional;

/** The bucket of the grid that has the entries of a map of the same name. */
final class Bucket {
  private final Bytes prefix;

  Bucket(String name) {
    if (name.isEmpty() || name.indexOf('/') >= 0) {
      throw new GridException.BadOperation(
          "a federated map's name is a bucket of the grid, without a slash: '" + name + "'");
    }
    prefix = Bytes.utf8(name + "/");
  }

  EntryKey entry(int type, Bytes key) {
    return new EntryKey(type, new ByteWriter().raw(prefix).raw(key).toBytes());
  }

  boolean holds(EntryKey entry) {
    return entry.key().startsWith(prefix);
  }

  /** The rest of an entry's key, if it is in this bucket. */
  Optional<Bytes> keyOf(EntryKey entry) {
    return holds(entry)
        ? Optional.of(entry.key().slice(prefix.length(), entry.key().length()))
        : Optional.empty();
  }
}
