package io.rejoin.hazelcast;

import com.hazelcast.config.SerializerConfig;
import com.hazelcast.nio.serialization.ByteArraySerializer;
import io.rejoin.Codec;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import java.io.IOException;

/**
 * Values in Hazelcast as one of the grid's codecs writes them, so with Kryo and registered classes
 * in place of Java serialization:
 *
 * <pre>{@code
 * config.getSerializationConfig().addSerializerConfig(
 *     CodecSerializer.of(1_000, Order.class,
 *         KryoCodec.of(Order.class, classes -> classes.add(100, Order.class))));
 * }</pre>
 *
 * <p>Hazelcast compares keys by their bytes: for keys take a {@linkplain Codec#canonical()
 * canonical} codec, which Kryo's is not.
 *
 * @param <T> the class of the values
 */
public final class CodecSerializer<T> implements ByteArraySerializer<T> {
  private final int typeId;
  private final Class<T> type;
  private final Codec<T> codec;

  private CodecSerializer(int typeId, Class<T> type, Codec<T> codec) {
    this.typeId = typeId;
    this.type = type;
    this.codec = codec;
  }

  /**
   * What Hazelcast's configuration takes.
   *
   * @param typeId from 1 up, the same at every member and no other serializer's
   * @param type the class of the values; Hazelcast takes the serializer for those below it too
   * @throws IllegalArgumentException if the id is not above 0
   */
  public static <T> SerializerConfig of(int typeId, Class<T> type, Codec<T> codec) {
    if (typeId < 1) {
      throw new IllegalArgumentException(
          "the id of a serializer of " + type.getName() + " is above 0, not " + typeId);
    }
    return new SerializerConfig()
        .setTypeClass(type)
        .setImplementation(new CodecSerializer<>(typeId, type, codec));
  }

  @Override
  public int getTypeId() {
    return typeId;
  }

  @Override
  public byte[] write(T value) {
    return codec.encode(value).toArray();
  }

  @Override
  public T read(byte[] bytes) throws IOException {
    try {
      return codec.decode(Bytes.wrap(bytes));
    } catch (MalformedBytes malformed) {
      throw new IOException("no " + type.getName() + ": " + malformed.getMessage(), malformed);
    }
  }
}
