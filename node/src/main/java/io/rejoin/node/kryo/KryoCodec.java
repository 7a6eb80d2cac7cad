package io.rejoin.node.kryo;

import com.esotericsoftware.kryo.kryo5.KryoException;
import com.esotericsoftware.kryo.kryo5.io.Output;
import io.rejoin.Codec;
import io.rejoin.GridException;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Consumer;

/**
 * Values as trees of registered classes, with Kryo. For the values of registers, not for elements
 * of sets: the bytes are not canonical. A node that only relays needs none of the classes.
 *
 * <p>Bytes of other nodes choose neither class nor amount of memory: ids are looked up among the
 * registered classes, declared sizes are compared with the bytes that are left, and nothing nests
 * deeper than {@value ClosedKryo#MAX_DEPTH}.
 *
 * @param <T> the class of the values, or a class or interface above them
 */
public final class KryoCodec<T> implements Codec<T> {
  private static final int FIRST_BUFFER = 256;
  private static final int MAX_BYTES = 1 << 28;
  private static final int IDLE = 16;

  private final Class<T> type;
  private final Classes classes;
  private final Queue<ClosedKryo> idle = new ArrayBlockingQueue<>(IDLE);

  private KryoCodec(Class<T> type, Classes classes) {
    this.type = type;
    this.classes = classes;
    idle.add(classes.kryo());
  }

  /**
   * A codec for values of this type.
   *
   * <pre>{@code
   * KryoCodec.of(Order.class, classes -> classes.add(100, Order.class).add(101, Line.class))
   * }</pre>
   *
   * @throws IllegalArgumentException if a class cannot be registered
   */
  public static <T> KryoCodec<T> of(Class<T> type, Consumer<Classes> registration) {
    Classes classes = new Classes();
    registration.accept(classes);
    return new KryoCodec<>(type, classes);
  }

  @Override
  public Bytes encode(T value) {
    ClosedKryo kryo = take();
    Output output = new Output(FIRST_BUFFER, MAX_BYTES);
    try {
      kryo.writeClassAndObject(output, value);
    } catch (KryoException | IllegalArgumentException failure) {
      throw new GridException.UnusableValue(
          "cannot encode a " + value.getClass().getName() + ": " + reason(failure), failure);
    }
    idle.offer(kryo);
    return Bytes.wrap(output.toBytes());
  }

  @Override
  public T decode(Bytes bytes) throws MalformedBytes {
    ClosedKryo kryo = take();
    BoundedInput input = new BoundedInput(bytes.toArray());
    Object value;
    try {
      value = kryo.readClassAndObject(input);
    } catch (
        RuntimeException malformed) { // whatever a constructor or setter makes of hostile bytes
      throw new MalformedBytes(reason(malformed), input.position());
    }
    if (!type.isInstance(value) || input.position() != input.limit()) {
      throw new MalformedBytes("no " + type.getName(), input.position());
    }
    // One that failed is thrown away: its state is unknown.
    idle.offer(kryo);
    return type.cast(value);
  }

  @Override
  public boolean canonical() {
    return false;
  }

  private ClosedKryo take() {
    ClosedKryo kryo = idle.poll();
    return kryo == null ? classes.kryo() : kryo;
  }

  private static String reason(RuntimeException failure) {
    String message = String.valueOf(failure.getMessage());
    if (message.startsWith("Max depth exceeded")) {
      return "nested deeper than " + ClosedKryo.MAX_DEPTH + ", or going round in a circle";
    }
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
