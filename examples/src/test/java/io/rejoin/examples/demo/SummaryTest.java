package io.rejoin.examples.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.examples.demo.Summary.NodeTally;
import io.rejoin.examples.demo.grid.Engine;
import io.rejoin.examples.demo.grid.NodeStatus.Sent;
import io.rejoin.examples.demo.oracle.Findings;
import io.rejoin.examples.demo.oracle.LwwLoss;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SummaryTest {
  private static final Findings LOSS =
      new Findings(Set.of("a:1", "a:2"), Set.of("b:1"), List.of("carts/1: o-1 is missing"));

  @Test
  void theJsonHasTheAgreedShape() {
    String json = summary(LOSS, 0, true).json().toString();
    assertEquals("""
        {"engine":"builtin","sites":3,"nodes":6,"baskets":100,"ops":2107,\
        "ops_during_cut":{"attempted":900,"ok":900,"indeterminate":7},\
        "converged":true,"heal_to_converge_ms":412,"lost_items":2,"resurrected_items":1,\
        "lww_would_lose":31,"distinct_roots":1,\
        "bytes":{"delta":1000000,"repair":20000,"membership":300}}""", json);
  }

  @Test
  void onlyAPerfectRunIsGood() {
    assertTrue(summary(Findings.NONE, 0, true).good());
    assertFalse(summary(LOSS, 0, true).good());
    assertFalse(summary(Findings.NONE, 1, true).good());
    assertFalse(summary(Findings.NONE, 0, false).good());
  }

  @Test
  void aPersonReadsThatNothingWasLost() {
    String report = report(summary(Findings.NONE, 0, true), List.of());
    assertTrue(report.contains("Every site stayed open, and nothing was lost."), report);
    assertTrue(report.contains("900 of     900 operations served; 7 more in flight"), report);
    assertTrue(report.contains("412 ms after the heal, on 6 nodes"), report);
    assertFalse(report.contains("\033"), "no colours without a terminal");
  }

  @Test
  void aPersonReadsWhatWentWrong() {
    String report = report(summary(LOSS, 0, true), List.of("oslo-1: connection reset"));
    assertTrue(report.contains("This is not what the grid promises."), report);
    assertTrue(report.contains("carts/1: o-1 is missing"), report);
    assertTrue(report.contains("oslo-1: connection reset"), report);
  }

  private static String report(Summary summary, List<String> troubles) {
    StringWriter text = new StringWriter();
    new Report(new DemoPage(new PrintWriter(text), false))
        .print(summary, List.of("oslo"), troubles);
    return text.toString();
  }

  private static Summary summary(Findings findings, long failed, boolean converged) {
    Tally duringCut = new Tally(900, 0, 7);
    return new Summary(
        new DemoOptions(3, 2, 100, 1, 0, Engine.BUILTIN),
        100,
        new Tally(2100 - failed, failed, 7),
        duringCut,
        List.of(new NodeTally("Oslo, Norway", "oslo-1", duringCut)),
        converged,
        Duration.ofMillis(412),
        1,
        findings,
        new LwwLoss(31, 12, 3, Optional.empty()),
        new Sent(1_000_000, 20_000, 300));
  }
}
