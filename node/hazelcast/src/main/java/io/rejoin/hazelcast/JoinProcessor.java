package io.rejoin.hazelcast;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.DataSerializable;
import io.rejoin.crdt.State;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Joins a value into an entry, and says whether that changed it. What changes nothing writes
 * nothing: no event, no backup.
 */
public final class JoinProcessor
    implements EntryProcessor<String, CrdtValue, @Nullable Object>, DataSerializable {
  private static final long serialVersionUID = 1;

  private transient CrdtValue value = new CrdtValue(0, State.EMPTY);

  /** For Hazelcast. */
  public JoinProcessor() {}

  public JoinProcessor(CrdtValue value) {
    this.value = value;
  }

  @Override
  public @Nullable Object process(Map.Entry<String, CrdtValue> entry) {
    @Nullable CrdtValue here = entry.getValue();
    if (here == null) {
      entry.setValue(value);
      return true;
    }
    CrdtValue joined = here.join(value);
    boolean changed = !joined.equals(here);
    if (changed) {
      entry.setValue(joined);
    }
    return changed;
  }

  @Override
  public void writeData(ObjectDataOutput out) throws IOException {
    out.writeObject(value);
  }

  @Override
  public void readData(ObjectDataInput in) throws IOException {
    value = in.readObject();
  }
}
