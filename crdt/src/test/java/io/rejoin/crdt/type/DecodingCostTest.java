package io.rejoin.crdt.type;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.type.Scripts.Script;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever arrives, reading it takes memory in proportion to its length: a short message cannot
 * claim a long list.
 */
class DecodingCostTest {
  private static final int TRIES = 400;
  private static final int BYTES_PER_BYTE = 100;
  private static final int BYTES_AT_LEAST = 4 * 1024;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private interface Reading {
    Object read(ByteReader in) throws MalformedBytes;
  }

  /** So that no class has to be loaded later. */
  @BeforeEach
  void everythingIsLoaded() {
    Scripts.all().forEach(script -> {
      allocated(script.state().toBytes(), State::read);
      script.operationBytes().forEach(bytes -> allocated(bytes, reading(script.type())));
      allocated(Bytes.EMPTY, State::read);
    });
  }

  private static Reading reading(CrdtType<?> type) {
    return in -> type.readOperation(in, StandardTypes.catalogue());
  }

  private static long allocated(Bytes bytes, Reading reading) {
    ByteReader in = new ByteReader(bytes);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      reading.read(in);
      in.end();
    } catch (MalformedBytes e) {
      assertTrue(e.offset() >= 0);
    }
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  /** The least of a few attempts: the first may have loaded a class. */
  private static void isBounded(String what, Bytes original, Reading reading, Random random) {
    for (int i = 0; i < TRIES; i++) {
      Bytes bytes = DamageTest.damaged(original, random);
      long limit = BYTES_AT_LEAST + (long) BYTES_PER_BYTE * bytes.length();
      long allocated = allocated(bytes, reading);
      for (int again = 0; again < 3 && allocated > limit; again++) {
        allocated = allocated(bytes, reading);
      }
      assertTrue(allocated <= limit, what + ": " + bytes + " made it allocate " + allocated);
    }
  }

  @Test
  void damagedStatesTakeNoMoreThanTheirLengthAllows() {
    Random random = new Random(1);
    for (Script<?> script : Scripts.all()) {
      isBounded(script.toString(), script.state().toBytes(), State::read, random);
    }
  }

  @Test
  void damagedOperationsTakeNoMoreThanTheirLengthAllows() {
    Random random = new Random(2);
    for (Script<?> script : Scripts.all()) {
      for (Bytes operation : script.operationBytes()) {
        isBounded(script.toString(), operation, reading(script.type()), random);
      }
    }
  }
}
