package io.rejoin.examples.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rejoin.examples.soak.Answers.Write;
import io.rejoin.server.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real processes, real disks, a real SIGKILL. */
class SoakTest {
  private static final int KILLS = 5;

  @Test
  @Timeout(180)
  void whatWasAcknowledgedAsSyncedOutlivesSigkill() throws IOException {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit = Main.run(
        new PrintWriter(out), new PrintWriter(err), "soak", "--kills", "" + KILLS, "--json");
    assertEquals(0, exit, () -> out + "\n" + err);
    List<String> lines = out.toString().lines().toList();
    JsonNode outcome = new JsonMapper().readTree(lines.get(lines.size() - 1));
    assertEquals(KILLS, outcome.get("kills").asInt());
    assertEquals(0, outcome.get("sync_lost").asInt());
    assertEquals(0, outcome.get("dots_reused").asInt());
    assertEquals(1, outcome.get("distinct_roots").asInt());
    assertTrue(outcome.get("acknowledged").asInt() > 100, outcome::toString);
  }

  @Test
  void aDotThatIsAnsweredTwiceIsFound() {
    Answers answers = new Answers();
    answers.acknowledged(new Write(Load.SET, "orders/1", "a"), "r:1");
    answers.acknowledged(new Write(Load.SET, "orders/1", "b"), "r:2");
    assertEquals(0, answers.reused().size());
    answers.acknowledged(new Write(Load.COUNTER, "orders/2", ""), "r:2");
    assertEquals(List.of("r:2"), List.copyOf(answers.reused()));
  }

  @Test
  void onlyWhatWasPromisedIsAFault() {
    assertTrue(outcome(new Verdict(0, 7, 0), 0, 1).good());
    assertFalse(outcome(new Verdict(1, 0, 0), 0, 1).good());
    assertFalse(outcome(new Verdict(0, 0, 1), 0, 1).good());
    assertFalse(outcome(new Verdict(0, 0, 0), 1, 1).good());
    assertFalse(outcome(new Verdict(0, 0, 0), 0, 2).good());
  }

  private static Outcome outcome(Verdict verdict, int reused, int roots) {
    return new Outcome(1, 5, 1, 100, 3, verdict, reused, roots, Duration.ofSeconds(9));
  }
}
