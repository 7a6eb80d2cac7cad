package io.rejoin.antientropy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What sessions over 100,000 entries or elements may cost. */
class SessionCostTest {
  private static final int MANY = 100_000;
  private static final int SCATTERED = 20_000;

  private static final PlainReplica ENTRIES = new PlainReplica(1);
  private static final PlainReplica ELEMENTS = new PlainReplica(2);

  private final PlainReplica here = new PlainReplica(3);
  private final PlainReplica there = new PlainReplica(4);

  @BeforeAll
  static void fillOnce() {
    for (int i = 0; i < MANY; i++) {
      ENTRIES.add("set/" + i, "element");
      ELEMENTS.add("set", "element " + i);
    }
    ENTRIES.snapshot();
  }

  @Test
  void equal() {
    fill();
    report("equal", Wire.repaired(there.like(here), here), 150);
  }

  @Test
  void oneSideEmpty() {
    fill();
    Wire wire = report("one side empty", Wire.repaired(there, here), MANY * 100);
    assertTrue(wire.rounds() <= 12, wire::toString);
    assertTrue(wire.metadataBytes() < 200, wire::toString);
  }

  @Test
  void oneSideEmptyPulls() {
    fill();
    Wire wire = report("one side empty, initiator has all", Wire.repaired(here, there), MANY * 100);
    assertTrue(wire.rounds() <= 13, wire::toString);
  }

  @Test
  void whatIsCutGoesOnWhereItStopped() {
    fill();
    Wire half = Wire.between(there, here);
    half.begin();
    for (int i = 0; i < 35; i++) {
      half.step();
    }
    assertTrue(there.root().count() > MANY / 3);
    report("one side empty, cut half way", Wire.repaired(there, here), MANY * 30);
  }

  @Test
  void oneDiffers() {
    fill();
    there.like(here);
    there.add("set/77777", "news");
    report("one entry differs", Wire.repaired(here, there), 2048);
  }

  @Test
  void aHundredDiffer() {
    fill();
    there.like(here);
    for (int i = 0; i < 100; i++) {
      there.add("set/" + 997 * i, "news");
    }
    Wire wire = report("100 entries differ", Wire.repaired(here, there), 100_000);
    assertTrue(wire.rounds() <= 6, wire::toString);
  }

  @Test
  void aHundredAreRemoved() {
    fill();
    there.like(here);
    for (int i = 0; i < 100; i++) {
      there.clear("set/" + 997 * i);
    }
    report("100 entries removed", Wire.repaired(here, there), 100_000);
  }

  @Test
  void tenThousandDiffer() {
    fill();
    there.like(here);
    for (int i = 0; i < 10_000; i++) {
      there.add("set/" + 9 * i, "news");
    }
    report("10,000 entries differ", Wire.repaired(here, there), 10_000_000);
  }

  @Test
  void oneElementIsMissing() {
    fillSet();
    there.like(here);
    here.add("set", "one more");
    report("one element of 100,000 missing", Wire.repaired(here, there), 4096);
  }

  @Test
  void oneElementIsRemoved() {
    fillSet();
    there.like(here);
    here.remove("set", "element 4711");
    here.trim(here.clock());
    report("one element of 100,000 removed", Wire.repaired(there, here), 4096);
  }

  @Test
  void oneElementOfAScatteredSetIsMissing() {
    fillScattered();
    here.add("set", "one more");
    report("one element missing, live dots scattered", Wire.repaired(there, here), 4096);
  }

  @Test
  void oneElementOfAScatteredSetIsMissingAtTheResponder() {
    fillScattered();
    here.add("set", "one more");
    report("one element missing there, live dots scattered", Wire.repaired(here, there), 4096);
  }

  @Test
  void oneElementOfAScatteredSetIsRemoved() {
    fillScattered();
    here.remove("set", "element 4711");
    here.trim(here.clock());
    report("one element removed, live dots scattered", Wire.repaired(there, here), 200_000);
  }

  private void fill() {
    here.like(ENTRIES);
  }

  private void fillSet() {
    here.like(ELEMENTS);
  }

  private void fillScattered() {
    for (int i = 0; i < SCATTERED; i++) {
      here.add("set", "element " + i);
    }
    for (int i = 0; i < SCATTERED; i += 2) {
      here.remove("set", "element " + i);
    }
    here.trim(here.clock());
    there.like(here);
  }

  private Wire report(String what, Wire wire, int maxBytes) {
    System.out.println(what + ": " + wire);
    assertTrue(wire.isGood());
    assertTrue(wire.bytes() <= maxBytes, wire::toString);
    assertTrue(wire.longestMessage() <= Session.Limits.STANDARD.messageBytes());
    assertEquals(here.root(), there.root());
    assertEquals(here.clock(), there.clock());
    return wire;
  }
}
