package io.rejoin.node.kryo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.esotericsoftware.kryo.kryo5.serializers.TaggedFieldSerializer.Tag;
import com.esotericsoftware.kryo.kryo5.serializers.VersionFieldSerializer.Since;
import io.rejoin.GridException;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KryoCodecTest {
  enum Status {
    OPEN,
    PAID
  }

  record Line(String sku, int quantity, BigDecimal price) {}

  record Order(
      UUID id,
      Status status,
      List<Line> lines,
      Map<String, Long> weights,
      Optional<LocalDate> due,
      Instant placed) {}

  private static final KryoCodec<Order> ORDERS = KryoCodec.of(
      Order.class,
      classes -> classes.add(100, Order.class).add(101, Line.class).add(102, Status.class));

  @Test
  void recordsComeBackAsTheyWere() throws MalformedBytes {
    Order order = order();
    Order back = ORDERS.decode(ORDERS.encode(order));
    assertEquals(order.lines(), back.lines());
    assertEquals(order.weights(), back.weights());
    assertEquals(order.due(), back.due());
    assertEquals(order.placed(), back.placed());
    assertEquals(order.id(), back.id());
    assertEquals(Status.PAID, back.status());
    assertFalse(ORDERS.canonical());
  }

  private static Order order() {
    return new Order(
        new UUID(1, 2),
        Status.PAID,
        List.of(new Line("sku-1", 2, new BigDecimal("9.99")), new Line("sku-2", 1, BigDecimal.ONE)),
        Map.of("gross", 1_200L),
        Optional.of(LocalDate.of(2031, 5, 17)),
        Instant.ofEpochSecond(1_900_000_000L, 999_999_999));
  }

  @Test
  void arraysComeBackAsTheyWere() throws MalformedBytes {
    KryoCodec<int[]> codec = KryoCodec.of(int[].class, classes -> {});
    int[] numbers = {1, -2, Integer.MAX_VALUE};
    assertArrayEquals(numbers, codec.decode(codec.encode(numbers)));
  }

  @Test
  void timesWithLargeNumbersAreNoSizes() throws MalformedBytes {
    KryoCodec<LocalDateTime> codec = KryoCodec.of(LocalDateTime.class, classes -> {});
    LocalDateTime time = LocalDateTime.of(999_999, 12, 31, 23, 59, 59, 999_999_999);
    assertEquals(time, codec.decode(codec.encode(time)));
  }

  record Stranger(int number) {}

  @Test
  void aClassThatIsNotRegisteredIsNamedAtTheEdge() {
    KryoCodec<Object> codec = KryoCodec.of(Object.class, classes -> {});
    var refused = assertThrows(
        GridException.UnusableValue.class, () -> codec.encode(List.of(new Stranger(1))));
    assertTrue(refused.toString().contains("KryoCodecTest$Stranger is not registered"));
    assertTrue(refused.toString().contains("the value was not changed"));
  }

  @Test
  void anIdOfNobodyIsMalformed() {
    KryoCodec<Object> all = KryoCodec.of(Object.class, classes -> classes.add(100, Stranger.class));
    KryoCodec<Object> none = KryoCodec.of(Object.class, classes -> {});
    assertThrows(MalformedBytes.class, () -> none.decode(all.encode(new Stranger(1))));
  }

  @Test
  void bytesCannotNameAClass() {
    byte[] named = {1, 0, 'j', 'a', 'v', 'a', '.', 'l', 'a', 'n', 'g', '.', 'T', (byte) ('h' | 128)
    };
    var refused = assertThrows(MalformedBytes.class, () -> ORDERS.decode(Bytes.wrap(named)));
    assertTrue(refused.toString().contains("name a class instead of giving an id"));
  }

  @Test
  void aValueOfAnotherTypeIsMalformed() {
    KryoCodec<Object> objects = KryoCodec.of(Object.class, classes -> {});
    assertThrows(MalformedBytes.class, () -> ORDERS.decode(objects.encode("a text")));
  }

  @Test
  void bytesBehindTheValueAreMalformed() {
    byte[] whole = ORDERS.encode(order()).toArray();
    byte[] longer = Arrays.copyOf(whole, whole.length + 1);
    assertThrows(MalformedBytes.class, () -> ORDERS.decode(Bytes.wrap(longer)));
  }

  record Name(String given) {}

  record LongerName(
      String given, @Since(1) String family, @Since(2) int titles) {}

  @Test
  void recordsGrow() throws MalformedBytes {
    KryoCodec<Name> old = KryoCodec.of(Name.class, classes -> classes.add(100, Name.class));
    KryoCodec<LongerName> now =
        KryoCodec.of(LongerName.class, classes -> classes.add(100, LongerName.class));
    LongerName read = now.decode(old.encode(new Name("Ada")));
    assertEquals("Ada", read.given());
    assertEquals(0, read.titles());
    assertEquals(null, read.family());
    LongerName written = new LongerName("Ada", "Lovelace", 1);
    assertEquals(written, now.decode(now.encode(written)));
    var newer = assertThrows(MalformedBytes.class, () -> old.decode(now.encode(written)));
    assertTrue(newer.toString().contains("of version 2, this node knows 0"));
  }

  static class Box {
    Object content = "";

    @Since(1)
    String label = "none";
  }

  static class TaggedBox {
    @Tag(1)
    String label = "";

    @Tag(2)
    Object content = "";
  }

  static class SmallerTaggedBox {
    @Tag(1)
    String label = "";
  }

  @Test
  void classesGrowAndTaggedOnesShrink() throws MalformedBytes {
    KryoCodec<Box> boxes = KryoCodec.of(Box.class, classes -> classes.add(100, Box.class));
    Box box = new Box();
    box.content = new ArrayList<>(List.of("a", 2L));
    assertEquals(List.of("a", 2L), boxes.decode(boxes.encode(box)).content);

    KryoCodec<TaggedBox> large =
        KryoCodec.of(TaggedBox.class, classes -> classes.addTagged(100, TaggedBox.class));
    KryoCodec<SmallerTaggedBox> small = KryoCodec.of(
        SmallerTaggedBox.class, classes -> classes.addTagged(100, SmallerTaggedBox.class));
    TaggedBox tagged = new TaggedBox();
    tagged.label = "kept";
    assertEquals("kept", small.decode(large.encode(tagged)).label);
  }

  @Test
  void anIdIsGivenOnce() {
    assertThrows(
        IllegalArgumentException.class,
        () -> KryoCodec.of(Name.class, c -> c.add(100, Name.class).add(100, Line.class)));
    assertThrows(
        IllegalArgumentException.class, () -> KryoCodec.of(Name.class, c -> c.add(7, Name.class)));
    assertThrows(
        IllegalArgumentException.class,
        () -> KryoCodec.of(Thread.class, c -> c.add(100, Thread.class)));
  }
}
