package io.rejoin.grid;

import io.rejoin.Codec;
import io.rejoin.GridException;
import io.rejoin.Limits;
import io.rejoin.crdt.Catalogue;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.Erasure;
import io.rejoin.crdt.type.counter.BoundedCounter;
import io.rejoin.node.core.shard.Buckets;
import java.util.function.Predicate;

/** How entries are named, and which there may be. */
record Naming(Limits limits, Catalogue catalogue, Buckets buckets, boolean isStored) {

  static Naming of(GridConfig config) {
    return new Naming(
        config.limits(), config.catalogue(), config.buckets(), config.data().isPresent());
  }

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

  /** The entries of a bucket. */
  static Predicate<EntryKey> in(String bucket) {
    Bytes name = Codec.string().encode(bucket);
    return entry -> Buckets.bucket(entry.key()).equals(name);
  }

  /** Whether nobody waits for other nodes, nor for a disk, with an entry. */
  boolean isImmediate(EntryKey entry) {
    Buckets.Policy policy = buckets.of(entry);
    return policy.copies().count().isEmpty() && policy.durability() != Buckets.Durability.SYNC;
  }

  CrdtType<?> type(EntryKey entry) {
    return catalogue
        .byId(entry.type())
        .orElseThrow(() -> new GridException.BadOperation("no type has the id " + entry.type()));
  }

  void check(CrdtType<?> type) {
    if (catalogue.byId(type.id()).filter(type::equals).isEmpty()) {
      throw new GridException.BadOperation("the type " + type.name() + ", id " + type.id()
          + ", is not registered: start the grid with GridConfig.types(...)");
    }
  }

  static void checkErasable(EntryKey entry) {
    if (!Erasure.canErase(entry.type())) {
      throw new GridException.BadOperation(
          "a bounded counter cannot be erased: others may hold rights to it; take what is left");
    }
  }

  private String types() {
    return String.join(", ", catalogue.types().stream().map(CrdtType::name).toList());
  }

  /**
   * A node that forgot what it sold would sell it again, and one that holds rights to a bounded
   * counter must hold the counter.
   */
  void check(EntryKey entry) {
    limits.checkKey(entry.key());
    if (entry.type() == BoundedCounter.TYPE.id()) {
      Buckets.Policy policy = buckets.of(entry);
      if (isStored && policy.durability() == Buckets.Durability.MEMORY) {
        throw new GridException.BadOperation("the bucket of " + entry + " is kept in memory only"
            + " (rejoin.buckets), and a bounded counter must be stored");
      }
      if (policy.copies().count().isPresent()) {
        throw new GridException.BadOperation("the bucket of " + entry + " has copies = "
            + policy.copies() + " (rejoin.buckets), and a bounded counter must be at every node:"
            + " use a bucket with copies = all");
      }
    }
  }
}
