package io.rejoin.hazelcast.federation;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.map.EntryProcessor;
import com.hazelcast.map.ExtendedMapEntry;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.DataSerializable;
import io.rejoin.crdt.bytes.Bytes;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sets an entry to what the grid has, or removes it, unless somebody has written it since it was
 * looked at. Says whether it did.
 */
public final class Give<K, V>
    implements EntryProcessor<K, V, Boolean>, DataSerializable, HazelcastInstanceAware {
  private static final long serialVersionUID = 1;
  private static final String MAPS = "io.rejoin.hazelcast.federation.";

  private transient String map = "";
  private transient Bytes expected = Bytes.EMPTY;
  private transient @Nullable V value;
  private transient long expires;
  private transient boolean isBackup;
  private transient boolean isDone;
  private transient @Nullable HazelcastInstance member;

  /** For Hazelcast. */
  public Give() {}

  /**
   * To an entry whose value has a digest now.
   *
   * @param expires in milliseconds since 1970, 0 if never
   */
  Give(String map, Bytes expected, @Nullable V value, long expires) {
    this.map = map;
    this.expected = expected;
    this.value = value;
    this.expires = expires;
  }

  /** Lets a member tell values of a map apart. */
  static void register(HazelcastInstance member, FederatedMap<?, ?> map) {
    member.getUserContext().put(MAPS + map.name(), map);
  }

  @Override
  public Boolean process(Map.Entry<K, V> entry) {
    if (!isBackup && (isRemoved(entry) || !digest(entry.getValue()).equals(expected))) {
      return false;
    }
    if (value != null && expires > 0 && entry instanceof ExtendedMapEntry<K, V> extended) {
      long left = Math.max(1, expires - System.currentTimeMillis());
      extended.setValue(value, left, TimeUnit.MILLISECONDS);
    } else {
      entry.setValue(value);
    }
    isDone = true;
    return true;
  }

  /** It was there when it was looked at, or its removal had not been told of. */
  private boolean isRemoved(Map.Entry<K, V> entry) {
    return entry.getValue() == null
        && value != null
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

  @Override
  public @Nullable EntryProcessor<K, V, Boolean> getBackupProcessor() {
    if (!isDone) {
      return null;
    }
    Give<K, V> backup = new Give<>(map, expected, value, expires);
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
    out.writeByteArray(expected.toArray());
    out.writeObject(value);
    out.writeLong(expires);
    out.writeBoolean(isBackup);
  }

  @Override
  public void readData(ObjectDataInput in) throws IOException {
    map = Objects.requireNonNull(in.readString());
    expected = Bytes.wrap(Objects.requireNonNull(in.readByteArray()));
    value = in.readObject();
    expires = in.readLong();
    isBackup = in.readBoolean();
  }
}
