package io.rejoin.simulator.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.simulator.report.Recording.Transition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TerminalTest {
  private static final Duration WARMUP = Duration.ofMinutes(2);

  private final Terminal plain = new Terminal(false, WARMUP);
  private final Transition cut =
      new Transition(12 * 60_000_000_000L, "CUT", "depot-3 depot-5 | rest", 1, 8_112, 8_112);

  @Test
  void aTransitionIsOneAlignedLine() {
    assertEquals(
        "t=10:00.000  CUT   depot-3 depot-5 | rest                      roots 1"
            + "  avail 100.0% (8 112/8 112)",
        plain.line(cut));
  }

  @Test
  void aColourIsForTerminalsOnly() {
    assertFalse(plain.line(cut).contains("\u001b"));
    String coloured = new Terminal(true, WARMUP).line(cut);
    assertTrue(coloured.contains("\u001b[33mCUT"), coloured);
    assertEquals(plain.line(cut), coloured.replaceAll("\u001b\\[[0-9;]*m", ""));
  }

  @Test
  void aFailureSaysHowToSeeItAgain() {
    Whereabouts where = new Whereabouts(
        Optional.of("add(e3) at depot-1/2"), Optional.of("out.html"), Optional.of("small.conf"));
    List<String> lines = plain.conclusion(Examples.violated(8, "depot-3/1 lacks e3"), where);
    assertEquals(
        List.of(
            "VIOLATION  wan-outage, seed 8",
            "  check   no-lost-adds: depot-3/1 lacks e3",
            "  first   add(e3) at depot-1/2",
            "  replay  rejoin simulate wan-outage --seed 8",
            "  report  out.html",
            "  shrunk  small.conf"),
        lines.subList(4, 10));
  }

  @Test
  void aPassSaysWhatItRestsOn() {
    List<String> lines = plain.conclusion(Examples.passing(7), Whereabouts.NONE);
    assertEquals("no-lost-adds                pass             18 112", lines.get(1));
    assertEquals("PASS  wan-outage, seed 7", lines.get(4));
    assertEquals(
        "19 nodes, 1h 33m simulated in 1.25s (4464x), 1 482 113 events (1 185 690/s)",
        lines.get(5));
    assertTrue(lines.get(7).endsWith("; converged in 7.93s"), lines.get(7));
  }
}
