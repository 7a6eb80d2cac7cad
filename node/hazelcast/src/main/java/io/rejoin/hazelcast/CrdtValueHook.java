package io.rejoin.hazelcast;

import com.hazelcast.nio.serialization.ByteArraySerializer;
import com.hazelcast.nio.serialization.Serializer;
import com.hazelcast.nio.serialization.SerializerHook;
import io.rejoin.crdt.bytes.MalformedBytes;
import java.io.IOException;

/** How Hazelcast reads and writes a {@link CrdtValue}; found by the service loader. */
public final class CrdtValueHook implements SerializerHook<CrdtValue> {
  /** The id of the serializer, which no other one may have. */
  public static final int TYPE_ID = 7_600_001;

  @Override
  public Class<CrdtValue> getSerializationType() {
    return CrdtValue.class;
  }

  @Override
  public Serializer createSerializer() {
    return new ValueSerializer();
  }

  @Override
  public boolean isOverwritable() {
    return false;
  }

  private static final class ValueSerializer implements ByteArraySerializer<CrdtValue> {
    @Override
    public int getTypeId() {
      return TYPE_ID;
    }

    @Override
    public byte[] write(CrdtValue value) {
      return value.toBytes();
    }

    @Override
    public CrdtValue read(byte[] bytes) throws IOException {
      try {
        return CrdtValue.read(bytes);
      } catch (MalformedBytes malformed) {
        throw new IOException("no replicated value: " + malformed.getMessage(), malformed);
      }
    }
  }
}
