package io.rejoin.hazelcast.federation;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.spi.merge.MergingEntry;
import com.hazelcast.spi.merge.SplitBrainMergePolicy;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * For federated maps of plain values: takes the value of the smaller side of a split cluster, and
 * lets the federation decide what shows, once the bases are merged too. Both sides' values are in
 * the grid, or differ from their bases and come to it.
 *
 * @param <T> what Hazelcast merges
 */
public final class ValueMergePolicy<T extends MergingEntry<Object, Object>>
    implements SplitBrainMergePolicy<Object, T, @Nullable Object>, HazelcastInstanceAware {
  private @Nullable HazelcastInstance member;

  /** For Hazelcast. */
  public ValueMergePolicy() {}

  @Override
  public void setHazelcastInstance(HazelcastInstance owner) {
    member = owner;
  }

  @Override
  public @Nullable Object merge(@Nullable T merging, @Nullable T existing) {
    if (merging == null) {
      return existing == null ? null : existing.getRawValue();
    }
    Marks.of(Objects.requireNonNull(member)).hold(merging.getKey());
    return merging.getRawValue();
  }

  @Override
  public void writeData(ObjectDataOutput out) {}

  @Override
  public void readData(ObjectDataInput in) {}
}
