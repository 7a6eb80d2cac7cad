package io.rejoin.node.kryo;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.io.Output;
import com.sun.management.ThreadMXBean;
import io.rejoin.GridException;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a hostile peer may store in a register: it must cost neither heap nor stack. */
class KryoBombTest {
  private static final long A_MEGABYTE = 1 << 20;

  record Crate(String name, Object content) {}

  private static final KryoCodec<Object> CODEC =
      KryoCodec.of(Object.class, classes -> classes.add(100, Crate.class).add(101, Crate[].class));

  /** Six bytes: a class id and a size near 2^31. */
  @ParameterizedTest
  @ValueSource(
      classes = {
        String.class,
        byte[].class,
        boolean[].class,
        int[].class,
        long[].class,
        double[].class,
        String[].class,
        Object[].class,
        Crate[].class,
        ArrayList.class,
        HashSet.class,
        HashMap.class,
        java.math.BigInteger.class,
      })
  void aDeclaredSizeOfTwoGigabytesAllocatesNothing(Class<?> type) {
    assertCostsNothing(bomb(type, 0x7fff_fffe));
    assertCostsNothing(bomb(type, -1));
  }

  @Test
  void aListOfTwoBillionNullsIsRefused() {
    Output out = new Output(16);
    registered().writeClass(out, ArrayList.class);
    out.writeVarIntFlag(true, Integer.MAX_VALUE, true);
    out.writeByte(Kryo.NULL);
    assertCostsNothing(Bytes.wrap(out.toBytes()));
  }

  @Test
  void textsThatClaimToBeLongAllocateNothing() {
    Output out = new Output(16);
    registered().writeClass(out, String.class);
    out.writeVarIntFlag(true, Integer.MAX_VALUE, true);
    assertCostsNothing(Bytes.wrap(out.toBytes()));
  }

  @Test
  void nestedListsDoNotOverflowTheStack() {
    Output out = new Output(16, 1 << 20);
    for (int depth = 0; depth < 130_000; depth++) {
      registered().writeClass(out, ArrayList.class);
      out.writeVarIntFlag(false, 2, true);
    }
    assertTrue(out.position() > 250_000);
    var refused = assertThrows(MalformedBytes.class, () -> CODEC.decode(Bytes.wrap(out.toBytes())));
    assertTrue(refused.toString().contains("nested deeper than 64"), refused.toString());
  }

  @Test
  void aCircleIsRefusedBeforeItIsWritten() {
    List<Object> circle = new ArrayList<>();
    circle.add(circle);
    var refused = assertThrows(GridException.UnusableValue.class, () -> CODEC.encode(circle));
    assertTrue(refused.toString().contains("circle"), refused.toString());
  }

  @Test
  void brokenBytesNeverGiveAnythingButMalformed() {
    SplittableRandom random = new SplittableRandom(7);
    byte[] good =
        CODEC.encode(new Crate("a", List.of(1, "b", new int[] {1, 2}))).toArray();
    for (int round = 0; round < 3_000; round++) {
      byte[] broken = good.clone();
      for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt();
      }
      try {
        CODEC.decode(Bytes.wrap(broken));
      } catch (MalformedBytes expected) {
        assertTrue(expected.offset() <= broken.length);
      }
    }
  }

  private static Bytes bomb(Class<?> type, int size) {
    Output out = new Output(16);
    registered().writeClass(out, type);
    out.writeVarInt(size, true);
    return Bytes.wrap(out.toBytes());
  }

  private static Kryo registered() {
    return Holder.KRYO;
  }

  private static final class Holder {
    static final Kryo KRYO =
        new Classes().add(100, Crate.class).add(101, Crate[].class).kryo();
  }

  private static void assertCostsNothing(Bytes bomb) {
    assertThrows(MalformedBytes.class, () -> CODEC.decode(bomb));
    assumeTrue(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    assertThrows(MalformedBytes.class, () -> CODEC.decode(bomb));
    long after = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    assertTrue(after - before < A_MEGABYTE, "allocated " + (after - before));
  }
}
