package io.rejoin.benchmarks.fuzz;

import com.sun.management.ThreadMXBean;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What every decoder promises: {@link MalformedBytes} or a value that is written as the same bytes,
 * and no more memory than the bytes can claim.
 */
final class Decoding {
  /** An instrumented decoder allocates somewhat more than one alone. */
  private static final long BYTES_PER_BYTE = 1_000;

  private static final long BYTES_AT_LEAST = 1 << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Decoding() {}

  /** Reads something. */
  interface Reading<T> {
    T read(ByteReader in) throws MalformedBytes;
  }

  /** Reads all of some bytes; nothing if they are refused. */
  static <T> Optional<T> of(Bytes bytes, Reading<T> reading, BiConsumer<T, ByteWriter> writing) {
    Optional<T> value = read(bytes, reading);
    long limit = BYTES_AT_LEAST + BYTES_PER_BYTE * bytes.length();
    long allocated = allocated(bytes, reading);
    if (allocated > limit && (allocated = allocated(bytes, reading)) > limit) {
      throw new AssertionError(bytes.length() + " bytes made it allocate " + allocated);
    }
    value.ifPresent(read -> {
      ByteWriter out = new ByteWriter();
      writing.accept(read, out);
      if (!out.toBytes().equals(bytes)) {
        throw new AssertionError(bytes + " is written as " + out.toBytes());
      }
    });
    return value;
  }

  private static <T> Optional<T> read(Bytes bytes, Reading<T> reading) {
    try {
      ByteReader in = new ByteReader(bytes);
      T value = reading.read(in);
      in.end();
      return Optional.of(value);
    } catch (MalformedBytes e) {
      return Optional.empty();
    }
  }

  /** The first time too much, if classes are loaded or instrumented meanwhile. */
  private static <T> long allocated(Bytes bytes, Reading<T> reading) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    read(bytes, reading);
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
