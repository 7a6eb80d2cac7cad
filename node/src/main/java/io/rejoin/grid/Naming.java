package io.rejoin.grid;

import io.rejoin.Codec;
import io.rejoin.GridException;
import io.rejoin.Limits;
import io.rejoin.crdt.Catalogue;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.type.counter.BoundedCounter;
import io.rejoin.node.core.shard.Buckets;

/** How entries are named, and which there may be. */
record Naming(Limits limits, Catalogue catalogue, Buckets buckets, boolean isStored) {

  EntryKey entry(CrdtType<?> type, String key) {
    EntryKey entry = new EntryKey(type.id(), limits.checkKey(Codec.string().encode(key)));
    check(entry);
    return entry;
  }

  EntryKey entry(String type, String key) {
    return entry(
        catalogue
            .byName(type)
            .orElseThrow(() ->
                new GridException.BadOperation("'" + type + "' is no type; there are " + types())),
        key);
  }

  private String types() {
    return String.join(", ", catalogue.types().stream().map(CrdtType::name).toList());
  }

  /** A node that forgot what it sold would sell it again. */
  void check(EntryKey entry) {
    limits.checkKey(entry.key());
    if (entry.type() == BoundedCounter.TYPE.id()
        && isStored
        && buckets.of(entry).durability() == Buckets.Durability.MEMORY) {
      throw new GridException.BadOperation("the bucket of " + entry + " is kept in memory only"
          + " (rejoin.buckets), and a bounded counter must be stored");
    }
  }
}
