package io.rejoin.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.Codec;
import io.rejoin.GridException;
import io.rejoin.grid.Grid;
import io.rejoin.grid.GridConfig;
import io.rejoin.node.kryo.KryoCodec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the handles of one node show after what was done through them. */
class HandlesTest {
  private final Grid grid = Grid.start(
      GridConfig.named("test").outboundOnly().with("shards", 16).types(ReadingsType.TYPE));

  @AfterEach
  void close() {
    grid.close();
  }

  @Test
  void countersCount() {
    GrowOnlyCounter scans = grid.growOnlyCounter("scans");
    scans.increment();
    scans.add(4);
    assertEquals(5, scans.value());
    assertThrows(IllegalArgumentException.class, () -> scans.add(-1));
    ResettableCounter today = grid.resettableCounter("today");
    today.add(7);
    today.reset();
    today.increment();
    assertEquals(1, today.value());
  }

  @Test
  void distinctElementsAreCountedOnce() {
    DistinctCounter visitors = grid.distinctCounter("visitors");
    visitors.add("alice");
    visitors.add("bob");
    assertFalse(visitors.add("alice").changed());
    visitors.add(7L, Codec.int64());
    assertEquals(3, visitors.value());
  }

  @Test
  void extremesAreKept() {
    ExtremeRegister<Long> highest = grid.maxRegister("temperature", Codec.int64());
    ExtremeRegister<Long> lowest = grid.minRegister("temperature", Codec.int64());
    assertEquals(Optional.empty(), highest.value());
    for (long reading : new long[] {-3, 21, 4}) {
      highest.offer(reading);
      lowest.offer(reading);
    }
    assertEquals(Optional.of(21L), highest.value());
    assertEquals(Optional.of(-3L), lowest.value());
  }

  @Test
  void flagsBeginDisabled() {
    for (Flag flag : List.of(grid.flag("open"), grid.disableWinsFlag("open"))) {
      assertFalse(flag.isEnabled());
      flag.enable();
      assertTrue(flag.isEnabled());
      flag.disable();
      assertFalse(flag.value());
    }
  }

  @Test
  void setsOfAllKindsHoldWhatIsIn() {
    List<ReplicatedSet<String>> sets = List.of(
        grid.set("s", Codec.string()),
        grid.removeWinsSet("s", Codec.string()),
        grid.twoPhaseSet("s", Codec.string()),
        grid.causalLengthSet("s", Codec.string()),
        grid.lastWriterWinsSet("s", Codec.string()));
    for (ReplicatedSet<String> set : sets) {
      set.add("b");
      set.add("a");
      set.add("c");
      set.remove("b");
      assertEquals(List.of("a", "c"), List.copyOf(set.value()));
      assertTrue(set.contains("a") && !set.contains("b"));
      assertEquals(2, set.size());
    }
    sets.get(1).clear();
    assertEquals(Set.of(), sets.get(1).value());
    assertThrows(GridException.BadOperation.class, () -> sets.get(2).clear());
  }

  @Test
  void aGrowOnlySetGrows() {
    GrowOnlySet<Long> seen = grid.growOnlySet("seen", Codec.int64());
    seen.add(2L);
    seen.add(-1L);
    assertFalse(seen.add(2L).changed());
    assertEquals(List.of(-1L, 2L), List.copyOf(seen.value()));
    assertTrue(seen.contains(2L));
    assertEquals(2, seen.size());
  }

  @Test
  void plainMapsHoldValuesByKey() {
    LwwMap<String, Long> prices = grid.lastWriterWinsMap("prices", Codec.string(), Codec.int64());
    prices.put("tea", 3L);
    prices.put("jam", 5L);
    prices.put("tea", 4L);
    prices.remove("jam");
    assertEquals(Map.of("tea", 4L), prices.value());
    assertEquals(Optional.of(4L), prices.get("tea"));
    assertEquals(Optional.empty(), prices.get("jam"));
    assertEquals(List.of(), prices.losers("tea"));
    assertEquals(1, prices.size());
  }

  @Test
  void multimapsHoldSetsByKey() {
    Multimap<String, String> loads = grid.multimap("loads", Codec.string(), Codec.string());
    loads.put("truck", "tea");
    loads.put("truck", "jam");
    loads.put("ship", "tea");
    loads.remove("truck", "tea");
    loads.removeAll("ship");
    assertEquals(Map.of("truck", Set.of("jam")), loads.value());
    assertEquals(Set.of("jam"), loads.get("truck"));
    assertTrue(loads.contains("truck", "jam"));
  }

  @Test
  void listsKeepTheirOrder() {
    ReplicatedList<String> stops = grid.list("stops", Codec.string());
    stops.add("Oslo");
    stops.add("Lagos");
    stops.insert(1, List.of("Berlin", "Rome"));
    stops.move(3, 0);
    stops.delete(1);
    assertEquals(List.of("Lagos", "Berlin", "Rome"), stops.value());
    assertEquals(3, stops.size());
    assertThrows(IllegalArgumentException.class, () -> stops.insert(4, "Paris"));
  }

  @Test
  void textsAreWrittenByCodePoints() {
    ReplicatedText note = grid.text("note");
    note.append("fragil \ud83d\ude9a");
    note.insert(6, "e");
    note.delete(0, 1);
    note.insert(0, "F");
    assertEquals("Fragile \ud83d\ude9a", note.value());
    assertEquals(9, note.length());
    note.move(8, 0);
    assertEquals("\ud83d\ude9aFragile ", note.value());
  }

  @Test
  void treesAreRearranged() {
    ReplicatedTree<String> parts = grid.tree("parts", Codec.string());
    parts.put("truck", "T 1");
    parts.put("engine", "truck", "V8");
    parts.put("bolt", "engine", "M6");
    parts.put("box", "spares");
    parts.put("engine", "box", "V8");
    assertEquals(List.of("box", "truck"), parts.children());
    assertEquals(List.of("engine"), parts.children("box"));
    assertEquals(
        new ReplicatedTree.Node<>("bolt", Optional.of("engine"), "M6"),
        parts.node("bolt").orElseThrow());
    assertThrows(IllegalArgumentException.class, () -> parts.put("box", "bolt", "spares"));
    parts.remove("box");
    assertEquals(1, parts.value().size());
  }

  record Truck(long km, Set<String> tags, String notes, Set<String> doors) {
    static Truck of(Values fields) {
      return new Truck(
          fields.counter("km").value(),
          fields.set("tags", Codec.string()).value(),
          fields.text("notes").value(),
          fields.map("doors").value());
    }
  }

  @Test
  void aMapIsShownAsAClassOfOnesOwn() {
    ReplicatedMap truck = grid.map("trucks/8");
    assertEquals(new Truck(0, Set.of(), "", Set.of()), truck.as(Truck::of).value());
    truck.counter("km").add(120);
    truck.set("tags", Codec.string()).add("cooled");
    truck.text("notes").append("new tyres");
    truck.map("doors").flag("left").enable();
    Truck shown = new Truck(120, Set.of("cooled"), "new tyres", Set.of("left"));
    assertEquals(shown, truck.as(Truck::of).value());
    grid.map("fleet").map("8").counter("km").add(3);
    assertEquals(3, grid.map("fleet").map("8").as(Truck::of).value().km());
  }

  @Test
  void whatIsReadOfAMapIsOfOneMomentAndOnlyRead() {
    ReplicatedMap truck = grid.map("trucks/9");
    truck.counter("km").add(1);
    truck.text("notes").append("a");
    Values then = truck.as(fields -> fields).value();
    truck.counter("km").add(1);
    truck.text("notes").append("b");
    assertEquals(1, then.counter("km").value());
    assertEquals("a", then.text("notes").value());
    assertEquals(1, then.text("notes").length());
    GridException.BadOperation refused = assertThrows(
        GridException.BadOperation.class, () -> then.counter("km").add(1));
    assertTrue(String.valueOf(refused.getMessage()).contains("trucks/9"), refused.getMessage());
    assertThrows(GridException.BadOperation.class, () -> then.map("doors").remove("left"));
    assertEquals(2, truck.counter("km").value());
  }

  @Test
  void aMapHoldsThemAll() {
    ReplicatedMap truck = grid.map("trucks/7");
    truck.text("note").append("late");
    truck.list("stops", Codec.string()).add("Oslo");
    truck.flag("empty").enable();
    truck.tree("parts", Codec.string()).put("engine", "V8");
    assertEquals(Set.of("empty", "note", "parts", "stops"), truck.value());
    assertEquals("late", truck.text("note").value());
    truck.remove("stops");
    assertEquals(List.of(), truck.list("stops", Codec.string()).value());
  }

  @Test
  void aGuestsCartIsMergedOnceAndFrozenWithTheRest() {
    Cart guest = grid.cart("guests/17");
    Cart cart = grid.cart("carts/alice");
    guest.add("tea", 2);
    guest.addCoupon("WELCOME");
    cart.add("tea");
    cart.merge(guest);
    cart.merge(guest);
    cart.note("tea", "as a gift");
    assertEquals(3, cart.quantity("tea"));
    assertEquals(List.of("WELCOME"), cart.coupons());
    cart.checkout("order-1");
    assertEquals(
        List.of(new Cart.Order(
            "order-1", Map.of("tea", 3L), List.of("WELCOME"), Map.of("tea", "as a gift"))),
        cart.orders());
    assertFalse(cart.merge(guest).changed());
    assertThrows(IllegalArgumentException.class, () -> cart.merge(grid.cart("carts/alice")));
  }

  @Test
  void aCartIsCheckedOutAsItWasSeen() {
    Cart cart = grid.cart("carts/ada");
    cart.add("tea", 2);
    Map<String, Long> seen = cart.lines();
    cart.add("jam");
    assertFalse(cart.checkout("order-1", seen).changed());
    assertTrue(cart.checkout("order-1", cart.lines()).changed());
    assertEquals(Map.of("tea", 2L, "jam", 1L), cart.orders().get(0).lines());
    assertEquals(List.of(), cart.overlaps());
  }

  @Test
  void aTypeOfOnesOwnIsUsedLikeAny() {
    var readings = new ReadingsType.Readings(grid.place(ReadingsType.TYPE, "dock/4"));
    readings.add(21);
    readings.add(-3);
    assertEquals(2, readings.value().getCount());
    assertEquals(21, readings.value().getMax());
    var inside = new ReadingsType.Readings(grid.map("m").place(ReadingsType.TYPE, "dock"));
    inside.add(5);
    assertEquals(5, inside.value().getSum());
  }

  @Test
  void aTypeThatIsNotRegisteredIsRefusedAtTheEdge() {
    try (Grid other = Grid.start(GridConfig.named("test").outboundOnly().with("shards", 16))) {
      GridException refusal = assertThrows(
          GridException.BadOperation.class, () -> other.place(ReadingsType.TYPE, "dock/4"));
      assertTrue(refusal.toString().contains("readings, id 1000"), refusal.toString());
    }
    GridConfig config = GridConfig.named("test");
    assertThrows(
        IllegalArgumentException.class,
        () -> config.types(ReadingsType.TYPE).types(ReadingsType.TYPE));
  }

  @Test
  void aCodecWithoutCanonicalBytesIsRefusedWhereBytesAreCompared() {
    Codec<String> kryo = KryoCodec.of(String.class, classes -> {});
    assertThrows(GridException.BadOperation.class, () -> grid.set("s", kryo));
    assertThrows(GridException.BadOperation.class, () -> grid.growOnlySet("s", kryo));
    assertThrows(GridException.BadOperation.class, () -> grid.maxRegister("s", kryo));
    assertThrows(
        GridException.BadOperation.class, () -> grid.lastWriterWinsMap("s", kryo, Codec.string()));
    assertThrows(GridException.BadOperation.class, () -> grid.multimap("s", Codec.string(), kryo));
    assertEquals(Map.of(), grid.lastWriterWinsMap("s", Codec.string(), kryo).value());
  }
}
