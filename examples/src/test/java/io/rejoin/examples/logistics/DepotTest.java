package io.rejoin.examples.logistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.rejoin.Receipt;
import io.rejoin.grid.Grid;
import io.rejoin.grid.GridConfig;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a depot does by itself, at one node that reaches nobody. */
class DepotTest {
  private final Grid grid = Grid.start(GridConfig.named("cargo"));
  private final Depot depot = new Depot(grid);

  @BeforeEach
  void open() {
    depot.stowage().open("rotterdam");
    depot.stowage().put("box-1", "rotterdam");
    depot.stowage().put("box-2", "rotterdam");
    depot.stowage().put("violin", "box-1");
  }

  @AfterEach
  void close() {
    grid.close();
  }

  @Test
  void aMovedBoxTakesAlongWhatIsInIt() {
    depot.stowage().open("albatross");
    depot.stowage().put("box-1", "albatross");
    assertEquals(Optional.of("box-1"), depot.stowage().holder("violin"));
    assertEquals(List.of("box-1"), depot.stowage().inside("albatross"));
    assertEquals(List.of("box-2"), depot.stowage().inside("rotterdam"));
  }

  @Test
  void nothingGoesIntoWhatIsNotKnown() {
    assertEquals(
        "nothing is known here of 'box-9', into which 'violin' should go: open it, or wait until"
            + " its news has arrived",
        refusal("violin", "box-9"));
    assertEquals(Optional.of("box-1"), depot.stowage().holder("violin"));
  }

  @Test
  void nothingGoesIntoItselfOrIntoWhatIsInsideIt() {
    assertEquals(
        "'rotterdam' cannot go into 'violin', which is inside it: take that out first",
        refusal("rotterdam", "violin"));
    assertEquals("'box-2' cannot go into itself", refusal("box-2", "box-2"));
    assertEquals(Optional.empty(), depot.stowage().holder("rotterdam"));
  }

  private String refusal(String thing, String holder) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> depot.stowage().put(thing, holder));
    return String.valueOf(refused.getMessage());
  }

  @Test
  void whatIsNotKnownIsInNothingAndHoldsNothing() {
    assertEquals(Optional.empty(), depot.stowage().holder("piano"));
    assertEquals(List.of(), depot.stowage().inside("piano"));
  }

  @Test
  void aStruckParcelIsOffTheManifest() {
    depot.manifest("albatross").book("violin");
    depot.manifest("albatross").book("piano");
    Receipt struck = depot.manifest("albatross").strike("violin");
    assertEquals(Set.of("piano"), depot.manifest("albatross").parcels());
    assertEquals(1, struck.removed().size());
    assertEquals(Set.of(), depot.manifest("petrel").parcels());
  }

  @Test
  void scansAddUp() {
    depot.scan("violin");
    depot.scan("violin");
    assertEquals(2, depot.scans("violin"));
    assertEquals(0, depot.scans("piano"));
  }

  @Test
  void theLaterPositionShowsAndReplacesWhatItSaw() {
    Fix first = new Fix(64.149, -21.951, "radar, at reykjavik");
    assertEquals("64.15 N 21.95 W, radar, at reykjavik", first.toString());
    depot.positions().report("albatross", first);
    depot.positions().report("albatross", new Fix(-33.9, 0, "own log"));
    assertEquals(
        Optional.of("33.90 S 0.00 E, own log"),
        depot.positions().latest("albatross").map(Fix::toString));
    assertEquals(List.of(), depot.positions().alsoReported("albatross"));
    assertThrows(IllegalArgumentException.class, () -> new Fix(91, 0, "nobody"));
    assertThrows(IllegalArgumentException.class, () -> new Fix(0, Double.NaN, "nobody"));
  }
}
