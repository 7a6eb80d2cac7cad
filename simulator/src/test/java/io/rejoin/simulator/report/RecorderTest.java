package io.rejoin.simulator.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.simulator.report.KeyHistory.Kind;
import io.rejoin.simulator.report.Recording.Condition;
import io.rejoin.simulator.report.Recording.Sample;
import io.rejoin.simulator.report.Recording.Span;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RecorderTest {
  private static final long SECOND = 1_000_000_000L;
  private static final RecordedRun RUN = RecordedRun.run();
  private static final Recording RECORDING = RUN.recording();

  @Test
  void aTransitionIsALine() {
    List<String> lines = RUN.live();
    assertEquals(5, lines.size(), lines::toString);
    assertEquals(
        "t=00:08.000  CUT   c | rest                                    roots 1"
            + "  avail 100.0% (82/82)",
        lines.get(0));
    assertTrue(lines.get(1).startsWith("t=00:10.000  CRASH n3, disk kept  "), lines::toString);
    assertTrue(lines.get(2).startsWith("t=00:13.000  UP    n3  "), lines::toString);
    assertTrue(lines.get(3).startsWith("t=00:18.000  HEAL  c | rest  "), lines::toString);
    assertTrue(lines.get(4).matches("t=00:18\\.\\d{3}  CONVERGED in .*"), lines.get(4));
  }

  @Test
  void aNodeThatIsCutOffIsAnIslandOfItsOwn() {
    assertEquals(
        List.of(
            new Span(4, 0, 10 * SECOND, Condition.UP, 0),
            new Span(4, 10 * SECOND, 20 * SECOND, Condition.UP, 1),
            new Span(4, 20 * SECOND, 30 * SECOND, Condition.UP, 0)),
        spansOf(4));
  }

  @Test
  void aNodeThatCrashedIsDownUntilItStarts() {
    assertEquals(
        List.of(Condition.UP, Condition.DOWN, Condition.UP),
        spansOf(3).stream().map(Span::condition).toList());
    assertEquals(12 * SECOND, spansOf(3).get(1).from());
    assertEquals(15 * SECOND, spansOf(3).get(1).to());
  }

  @Test
  void whatIsWrittenDuringACutIsEverywhereAfterIt() {
    Sample before = sampleAt(20);
    Sample after = sampleAt(21);
    assertTrue(before.roots() > 1 && before.pending() > 50, before::toString);
    assertTrue(after.roots() == 1 && after.pending() < 5, after::toString);
    assertTrue(after.lagMost() > 10 * SECOND, after::toString);
    assertTrue(after.repair() > before.repair(), after::toString);
    assertEquals(0, RECORDING.lags().never());
    assertTrue(RECORDING.lags().p50() < SECOND, RECORDING.lags()::toString);
  }

  @Test
  void theWatchedEntryHasAHistory() {
    KeyHistory history = RECORDING.history().orElseThrow();
    assertEquals("manifest/a", history.key());
    assertEquals(1, history.held().size());
    LongStream writes = history.events().stream()
        .filter(event -> event.kind() == Kind.WRITE)
        .mapToLong(KeyHistory.Event::time);
    assertEquals(RECORDING.lags().count() + 1, writes.count());
    assertTrue(history.events().stream()
        .anyMatch(event -> event.text().equals("remove(none), changes nothing")));
    assertTrue(history.events().stream().anyMatch(event -> event.kind() == Kind.NEWS));
    assertEquals(List.of(), RECORDING.omitted());
  }

  @Test
  void theSameRunIsTakenDownInTheSameWords() {
    RecordedRun again = RecordedRun.run();
    assertEquals(RECORDING, again.recording());
    assertEquals(RUN.trace(), again.trace());
  }

  @Test
  void whoTakesItDownChangesNothing() {
    assertEquals(RecordedRun.unwatched().fingerprint(), RUN.fingerprint());
  }

  @Test
  void aTraceHasALineForEveryEvent() {
    List<String> trace = RUN.trace();
    assertEquals("       0.000000000 start  n0", trace.get(0));
    assertTrue(trace.contains("      10.000000000 begin  - CUT c | rest"));
    assertTrue(trace.contains("      20.000000000 end    - CUT c | rest"));
    assertTrue(trace.stream()
        .anyMatch(line -> line.matches(
            " {6}12\\.0{9} op +n0 client=n0#1 add\\(parcel-0-24\\) on 4/manifest/a ok dot=\\S+")));
  }

  private static List<Span> spansOf(int node) {
    return RECORDING.spans().stream().filter(span -> span.node() == node).toList();
  }

  private static Sample sampleAt(int second) {
    return RECORDING.samples().stream()
        .filter(sample -> sample.time() == second * SECOND)
        .findFirst()
        .orElseThrow();
  }
}
