package io.rejoin.node.core.shard;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.membership.placement.Copies;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a node keeps of which entries, and for how long, by bucket: the part of a key before its
 * first slash, or all of a key without one.
 *
 * @param standard for buckets without a policy of their own
 * @param named by the bucket's name in UTF-8
 */
public record Buckets(Policy standard, SortedMap<Bytes, Policy> named) {
  /** Everything is stored, in the background, and kept for ever. */
  public static final Buckets STANDARD =
      new Buckets(new Policy(Durability.ASYNC, Optional.empty()), Collections.emptySortedMap());

  /** When an operation counts as done. */
  public enum Durability {
    /** Once it is in memory; it is never stored. */
    MEMORY,
    /** Once it is in memory; it reaches the disk soon after. */
    ASYNC,
    /** Once it has reached the disk. */
    SYNC
  }

  /**
   * What holds for a bucket.
   *
   * @param ttl how long an entry is kept after its last change; for ever if empty
   * @param copies how many nodes hold each entry
   */
  public record Policy(Durability durability, Optional<Duration> ttl, Copies copies) {
    /** With a copy at every node. */
    public Policy(Durability durability, Optional<Duration> ttl) {
      this(durability, ttl, Copies.ALL);
    }

    public Policy {
      if (ttl.isPresent() && (ttl.get().isNegative() || ttl.get().isZero())) {
        throw new IllegalArgumentException("a time to live is positive: " + ttl.get());
      }
    }
  }

  public Buckets {
    named = Collections.unmodifiableSortedMap(new TreeMap<>(named));
  }

  /** The policy for an entry. */
  public Policy of(EntryKey entry) {
    return named.isEmpty() ? standard : named.getOrDefault(bucket(entry.key()), standard);
  }

  /** Whether any bucket has a time to live. */
  public boolean anyExpires() {
    return standard.ttl().isPresent()
        || named.values().stream().anyMatch(policy -> policy.ttl().isPresent());
  }

  /** Whether any bucket is kept in this way. */
  public boolean uses(Durability durability) {
    return standard.durability() == durability
        || named.values().stream().anyMatch(policy -> policy.durability() == durability);
  }

  /** The bucket in which a key is. */
  public static Bytes bucket(Bytes key) {
    for (int i = 0; i < key.length(); i++) {
      if (key.at(i) == '/') {
        return key.slice(0, i);
      }
    }
    return key;
  }
}
