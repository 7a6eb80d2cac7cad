package io.rejoin.hazelcast.federation;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.spi.merge.MergingValue;
import com.hazelcast.spi.merge.SplitBrainMergePolicy;
import io.rejoin.crdt.bytes.MalformedBytes;
import org.jspecify.annotations.Nullable;

/**
 * For the maps beside federated maps of plain values ({@link FederatedMap#bases()}): what both
 * sides of a split cluster agreed on with the grid stays known.
 *
 * @param <T> what Hazelcast merges
 */
public final class BaseMergePolicy<T extends MergingValue<byte[]>>
    implements SplitBrainMergePolicy<byte[], T, byte @Nullable []> {

  /** For Hazelcast. */
  public BaseMergePolicy() {}

  /**
   * The bases of both sides.
   *
   * @throws IllegalArgumentException if one is none; the existing one stays
   */
  @Override
  public byte @Nullable [] merge(@Nullable T merging, @Nullable T existing) {
    byte @Nullable [] theirs = merging == null ? null : merging.getDeserializedValue();
    byte @Nullable [] ours = existing == null ? null : existing.getDeserializedValue();
    if (ours == null || theirs == null) {
      return ours == null ? theirs : ours;
    }
    try {
      return Base.read(ours).or(Base.read(theirs)).toBytes();
    } catch (MalformedBytes malformed) {
      throw new IllegalArgumentException("no base of a federated map", malformed);
    }
  }

  @Override
  public void writeData(ObjectDataOutput out) {}

  @Override
  public void readData(ObjectDataInput in) {}
}
