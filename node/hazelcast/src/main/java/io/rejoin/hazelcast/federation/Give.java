package io.rejoin.hazelcast.federation;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.map.EntryProcessor;
import com.hazelcast.map.ExtendedMapEntry;
import com.hazelcast.map.LockAware;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.DataSerializable;
import io.rejoin.crdt.bytes.Bytes;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sets entries of a partition to what the grid has, or removes them, each unless somebody has
 * written it since it was looked at, or holds its lock. Says of each whether it did.
 */
public final class Give<K, V>
    implements EntryProcessor<K, V, Boolean>, DataSerializable, HazelcastInstanceAware {
  private static final long serialVersionUID = 1;
  private static final String MAPS = "io.rejoin.hazelcast.federation.";

  private transient String map = "";
  private transient Map<K, Gift<V>> gifts;
  private transient boolean isBackup;
  private transient @Nullable HazelcastInstance member;

  /**
   * What an entry is to become.
   *
   * @param expected the digest of the value that it has now
   * @param value to have; none if it is to be removed
   * @param expires in milliseconds since 1970, 0 if never
   */
  record Gift<V>(Bytes expected, @Nullable V value, long expires) {}

  /** For Hazelcast. */
  public Give() {
    gifts = new HashMap<>();
  }

  Give(String map, Map<K, Gift<V>> gifts) {
    this.map = map;
    this.gifts = gifts;
  }

  /** Lets a member tell values of a map apart. */
  static void register(HazelcastInstance member, FederatedMap<?, ?> map) {
    member.getUserContext().put(MAPS + map.name(), map);
  }

  @Override
  public Boolean process(Map.Entry<K, V> entry) {
    Gift<V> gift = Objects.requireNonNull(gifts.get(entry.getKey()));
    if (!isBackup && !isExpected(entry, gift)) {
      gifts.remove(entry.getKey());
      return false;
    }
    if (gift.value() != null
        && gift.expires() > 0
        && entry instanceof ExtendedMapEntry<K, V> extended) {
      long left = Math.max(1, gift.expires() - System.currentTimeMillis());
      extended.setValue(gift.value(), left, TimeUnit.MILLISECONDS);
    } else {
      entry.setValue(gift.value());
    }
    return true;
  }

  private boolean isExpected(Map.Entry<K, V> entry, Gift<V> gift) {
    boolean isLocked = entry instanceof LockAware aware && Boolean.TRUE.equals(aware.isLocked());
    return !isLocked && !isRemoved(entry, gift) && digest(entry.getValue()).equals(gift.expected());
  }

  /** It was there when it was looked at, or its removal had not been told of. */
  private boolean isRemoved(Map.Entry<K, V> entry, Gift<V> gift) {
    return entry.getValue() == null
        && gift.value() != null
        && Marks.of(Objects.requireNonNull(member)).of(map).isRemoved(entry.getKey());
  }

  @SuppressWarnings("unchecked") // registered under the map's name
  private Bytes digest(@Nullable V here) {
    Object known = Objects.requireNonNull(member).getUserContext().get(MAPS + map);
    return known instanceof FederatedMap<?, ?> federated
        ? Optional.ofNullable(here)
            .map(((FederatedMap<K, V>) federated).values()::encode)
            .map(Base.Agreed::digestOf)
            .orElse(Bytes.EMPTY)
        : Bytes.utf8("not federated here");
  }

  /** Of what was done. */
  @Override
  public @Nullable EntryProcessor<K, V, Boolean> getBackupProcessor() {
    if (gifts.isEmpty()) {
      return null;
    }
    Give<K, V> backup = new Give<>(map, gifts);
    backup.isBackup = true;
    return backup;
  }

  @Override
  public void setHazelcastInstance(HazelcastInstance instance) {
    member = instance;
  }

  @Override
  public void writeData(ObjectDataOutput out) throws IOException {
    out.writeString(map);
    out.writeBoolean(isBackup);
    out.writeInt(gifts.size());
    for (Map.Entry<K, Gift<V>> each : gifts.entrySet()) {
      out.writeObject(each.getKey());
      out.writeByteArray(each.getValue().expected().toArray());
      out.writeObject(each.getValue().value());
      out.writeLong(each.getValue().expires());
    }
  }

  @Override
  public void readData(ObjectDataInput in) throws IOException {
    map = Objects.requireNonNull(in.readString());
    isBackup = in.readBoolean();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      K key = Objects.requireNonNull(in.readObject());
      Bytes expected = Bytes.wrap(Objects.requireNonNull(in.readByteArray()));
      V value = in.readObject();
      gifts.put(key, new Gift<>(expected, value, in.readLong()));
    }
  }
}
