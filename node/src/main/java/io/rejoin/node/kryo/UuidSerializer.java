package io.rejoin.node.kryo;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.util.UUID;

/** A UUID in sixteen bytes; Kryo registers none by itself. */
final class UuidSerializer extends Serializer<UUID> {
  UuidSerializer() {
    super(false, true);
  }

  @Override
  public void write(Kryo kryo, Output output, UUID value) {
    output.writeLong(value.getMostSignificantBits());
    output.writeLong(value.getLeastSignificantBits());
  }

  @Override
  public UUID read(Kryo kryo, Input input, Class<? extends UUID> type) {
    return new UUID(input.readLong(), input.readLong());
  }
}
