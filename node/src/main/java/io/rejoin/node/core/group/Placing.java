package io.rejoin.node.core.group;

import io.rejoin.antientropy.Forest;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.SipHash;
import io.rejoin.crdt.bytes.SipStream;
import io.rejoin.membership.NodeId;
import io.rejoin.membership.placement.Copies;
import io.rejoin.membership.placement.Placement;
import io.rejoin.membership.placement.View;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.node.core.shard.Buckets;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * To which group an entry belongs, and which nodes own a group. Buckets with the same number of
 * copies are placed alike: each shard of them is a group. All nodes of a grid must have the same
 * policies of copies, which {@link #digest} stands for.
 */
public final class Placing {
  private static final SipHash DIGEST = SipHash.derive(Bytes.EMPTY, "placement policies");

  private final Buckets buckets;
  private final int shardBits;
  private final ToLongFunction<EntryKey> keyHash;
  private final List<Copies> classes;

  /**
   * By the policies of buckets.
   *
   * @param shardBits the number of shards as a power of two
   * @param keyHash the hash whose top bits are the shard
   */
  public Placing(Buckets buckets, int shardBits, ToLongFunction<EntryKey> keyHash) {
    this.buckets = buckets;
    this.shardBits = shardBits;
    this.keyHash = keyHash;
    classes = Stream.concat(Stream.of(buckets.standard()), buckets.named().values().stream())
        .map(Buckets.Policy::copies)
        .filter(copies -> copies.count().isPresent())
        .distinct()
        .sorted(Comparator.comparing(Copies::toString))
        .toList();
  }

  /** Whether any bucket is not held by every node. */
  public boolean isUsed() {
    return !classes.isEmpty();
  }

  /** The group that an entry belongs to. */
  public GroupId of(EntryKey key) {
    if (classes.isEmpty()) {
      return GroupId.ALL;
    }
    int place = classes.indexOf(buckets.of(key).copies());
    return place < 0
        ? GroupId.ALL
        : new GroupId(1 + (place << shardBits) + Forest.shard(keyHash.applyAsLong(key), shardBits));
  }

  /** How many groups there are besides that of all; they are numbered from 1. */
  public int count() {
    return classes.size() << shardBits;
  }

  /** All groups besides that of all. */
  public List<GroupId> groups() {
    return IntStream.rangeClosed(1, count()).mapToObj(GroupId::new).toList();
  }

  /** The nodes that are to hold a group other than that of all, the best first. */
  public List<NodeId> owners(View view, GroupId group) {
    int place = group.number() - 1;
    return Placement.owners(view, classes.get(place >> shardBits), place & (1 << shardBits) - 1);
  }

  /** Equal at nodes whose buckets have the same numbers of copies; 0 if all are held by all. */
  public long digest() {
    if (classes.isEmpty()) {
      return 0;
    }
    SipStream stream = DIGEST.stream64();
    Bytes standard = Bytes.utf8(buckets.standard().copies().toString());
    stream.bytes(standard);
    buckets.named().forEach((name, policy) -> {
      Bytes copies = Bytes.utf8(policy.copies().toString());
      if (!copies.equals(standard)) {
        stream.bytes(name).bytes(copies);
      }
    });
    return stream.finish64() | 1;
  }
}
