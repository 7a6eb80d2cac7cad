package io.rejoin.hazelcast.federation;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.partition.Partition;
import com.hazelcast.partition.PartitionService;
import com.hazelcast.query.Predicate;
import com.hazelcast.query.Predicates;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The partitions of a cluster that a member owns. Who gains one does not know what of it the one
 * before has not told yet; so it must look at all of it.
 */
final class Partitions {
  private final PartitionService service;
  private final int count;
  private final BitSet owned = new BitSet();
  private final List<Integer> samples;
  private int next;

  Partitions(HazelcastInstance member) {
    service = member.getPartitionService();
    count = service.getPartitions().size();
    samples = samples(service, count);
  }

  /** A number for each partition that lies in it. */
  private static List<Integer> samples(PartitionService service, int count) {
    Integer[] found = new Integer[count];
    int left = count;
    for (int i = 0; left > 0; i++) {
      int partition = service.getPartition(i).getPartitionId();
      if (found[partition] == null) {
        found[partition] = i;
        left--;
      }
    }
    return List.of(found);
  }

  boolean owns(Object key) {
    return isOwned(service.getPartition(key));
  }

  private static boolean isOwned(Partition partition) {
    @Nullable Member owner = partition.getOwner();
    return owner != null && owner.localMember();
  }

  int of(Object key) {
    return service.getPartition(key).getPartitionId();
  }

  /** Those that are owned now and were not when this was asked before. */
  BitSet gained() {
    BitSet now = new BitSet();
    for (Partition each : service.getPartitions()) {
      if (isOwned(each)) {
        now.set(each.getPartitionId());
      }
    }
    BitSet gained = (BitSet) now.clone();
    gained.andNot(owned);
    owned.clear();
    owned.or(now);
    return gained;
  }

  /** As if none was owned before. */
  void forget() {
    owned.clear();
  }

  /** Those that were owned when {@link #gained} was asked. */
  BitSet owned() {
    return owned;
  }

  /** The owned ones in turn, one each time; -1 if there is none. */
  int turn() {
    next = owned.nextSetBit(next + 1);
    if (next < 0) {
      next = owned.nextSetBit(0);
    }
    return next;
  }

  /** Holds of the entries in a partition. */
  <K, V> Predicate<K, V> in(int partition) {
    return Predicates.partitionPredicate(samples.get(partition), Predicates.alwaysTrue());
  }
}
