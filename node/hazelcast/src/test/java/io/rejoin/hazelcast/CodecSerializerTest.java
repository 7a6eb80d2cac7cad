package io.rejoin.hazelcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.rejoin.Codec;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.node.kryo.KryoCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CodecSerializerTest {
  private final Clusters clusters = new Clusters();

  /** A line of an order. */
  record Line(String sku, int pieces) implements Serializable {}

  /** What is kept in the map. */
  record Order(String customer, List<Line> lines) implements Serializable {}

  private static final Order ORDER =
      new Order("alice", List.of(new Line("sku-1", 2), new Line("sku-2", 1)));

  @AfterEach
  void end() {
    clusters.close();
  }

  private static KryoCodec<Order> kryo() {
    return KryoCodec.of(Order.class, classes -> classes.add(100, Order.class).add(101, Line.class));
  }

  private static Config config() {
    Config config = Clusters.byAddress(Clusters.config("orders"));
    config
        .getSerializationConfig()
        .addSerializerConfig(CodecSerializer.of(1_000, Order.class, kryo()));
    return config;
  }

  /** Keys of either member's partitions, so the values pass through bytes. */
  @Test
  void valuesPassBetweenMembers() {
    HazelcastInstance a = clusters.member(config());
    HazelcastInstance b = clusters.member(config());
    assertEquals(2, b.getCluster().getMembers().size());
    IMap<Integer, Order> there = b.getMap("orders");
    for (int key = 0; key < 20; key++) {
      a.<Integer, Order>getMap("orders").put(key, new Order("customer-" + key, ORDER.lines()));
    }
    for (int key = 0; key < 20; key++) {
      assertEquals(new Order("customer-" + key, ORDER.lines()), there.get(key));
    }
  }

  @Test
  void valuesTakeFarLessThanWithJavaSerialization() throws IOException {
    ByteArrayOutputStream java = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(java)) {
      out.writeObject(ORDER);
    }
    int ours = serializer(kryo()).write(ORDER).length;
    assertTrue(4 * ours < java.size(), ours + " and " + java.size());
  }

  @SuppressWarnings("unchecked") // what of() has put there
  private static CodecSerializer<Order> serializer(Codec<Order> codec) {
    return (CodecSerializer<Order>) CodecSerializer.of(7, Order.class, codec).getImplementation();
  }

  @Test
  void bytesThatAreNoValueAreAnErrorThatSaysSo() {
    IOException failure =
        assertThrows(IOException.class, () -> serializer(kryo()).read(new byte[] {1, 2, 3}));
    assertTrue(String.valueOf(failure.getMessage()).contains(Order.class.getName()));
    assertTrue(failure.getCause() instanceof MalformedBytes);
  }

  @Test
  void whatACodecReadsItHasWritten() throws IOException {
    CodecSerializer<Order> serializer = serializer(kryo());
    assertEquals(ORDER, serializer.read(serializer.write(ORDER)));
    assertEquals(7, serializer.getTypeId());
    assertEquals(Bytes.wrap(serializer.write(ORDER)), kryo().encode(ORDER));
  }

  @Test
  void anIdThatHazelcastWouldRefuseIsRefusedAtOnce() {
    assertThrows(IllegalArgumentException.class, () -> CodecSerializer.of(0, Order.class, kryo()));
  }
}
