package io.rejoin.hazelcast;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.spi.merge.MergingValue;
import com.hazelcast.spi.merge.SplitBrainMergePolicy;
import org.jspecify.annotations.Nullable;

/**
 * Joins what the sides of a split cluster have written, so that nothing of either is lost. For
 * maps, replicated maps and caches whose values are {@link CrdtValue}s; each member needs the
 * class:
 *
 * <pre>{@code
 * config.getMapConfig("stock").getMergePolicyConfig().setPolicy(CrdtMergePolicy.class.getName());
 * }</pre>
 *
 * <p>An entry that one side has removed from the map as a whole comes back if the other side has
 * it, as with every merge policy: the map remembers no removals. {@code erase()} of a handle leaves
 * an empty value that does.
 *
 * @param <T> what Hazelcast merges
 */
public final class CrdtMergePolicy<T extends MergingValue<CrdtValue>>
    implements SplitBrainMergePolicy<CrdtValue, T, @Nullable Object> {

  /** For Hazelcast. */
  public CrdtMergePolicy() {}

  /**
   * Both values joined.
   *
   * @throws IllegalArgumentException if they are of two types; the entry stays as it is
   */
  @Override
  public @Nullable Object merge(@Nullable T merging, @Nullable T existing) {
    @Nullable CrdtValue theirs = merging == null ? null : merging.getDeserializedValue();
    @Nullable CrdtValue ours = existing == null ? null : existing.getDeserializedValue();
    if (ours == null) {
      return theirs;
    }
    return theirs == null ? ours : ours.join(theirs);
  }

  @Override
  public void writeData(ObjectDataOutput out) {}

  @Override
  public void readData(ObjectDataInput in) {}
}
