package io.rejoin.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.server.Main;
import io.rejoin.simulator.scenario.Seeds;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SimulateCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void aFewSeedsPass() {
    assertEquals(0, run("simulate", "--seeds", "3..6", "--threads", "2", "--verbose"));
    assertTrue(out.toString().contains("seed 5: "), out.toString());
    assertTrue(out.toString().endsWith("simulate --seeds 3..6: PASS\n"), out.toString());
  }

  @Test
  void twinsGoTheSameWay() {
    assertEquals(0, run("simulate", "--seeds", "3..6", "--twin"));
    assertTrue(out.toString().contains("0 of 4 twins differed"), out.toString());
  }

  @Test
  void badFlagsAreCode3AndOneLine() {
    assertEquals(3, run("simulate", "--seeds", "9..3"));
    assertEquals(3, run("simulate", "--seeds", "some"));
    assertEquals(3, run("simulate", "--threads", "0"));
    assertEquals(3, run("simulate", "--sedes", "1..2"));
    assertEquals(4, err.toString().lines().count(), err.toString());
  }

  @Test
  void seedsAreARangeOrOne() {
    assertEquals(Optional.of(new Seeds(2, 9)), Seeds.parse("2..9"));
    assertEquals(Optional.of(new Seeds(7, 7)), Seeds.parse(" 7 "));
    assertEquals(Optional.empty(), Seeds.parse("2.."));
    assertEquals(Optional.empty(), Seeds.parse("-2..3"));
  }

  private int run(String... args) {
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }
}
