package io.rejoin.examples.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rejoin.server.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real processes; two of them are killed with SIGKILL and lose their disks. */
@Timeout(300)
class LostSiteTest {
  private static final int BASKETS = 60;

  @Test
  void aSmallGridLosesASiteAndNothingThatWasInIt() throws IOException {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] arguments = {
      "demo", "--copies", "2", "--sites", "3", "--baskets", "" + BASKETS, "--json"
    };
    int exit = Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
    assertEquals(0, exit, () -> out + "\n" + err);
    List<String> lines = out.toString().lines().toList();
    assertPerfect(new JsonMapper().readTree(lines.get(lines.size() - 1)));
    assertTrue(out.toString().contains("A site was lost for good"), out::toString);
    assertEquals(List.of(), ProcessHandle.current().children().toList(), "no process is left");
  }

  private static void assertPerfect(JsonNode summary) {
    assertEquals(6, summary.get("nodes").asInt());
    assertEquals(BASKETS, summary.get("baskets").asInt());
    assertEquals(0, summary.get("ops_refused").asInt());
    assertEquals(0, summary.at("/reads_during_loss/failed").asInt());
    assertTrue(summary.at("/reads_during_loss/ok").asInt() > 10, summary::toString);
    assertTrue(summary.at("/ops_during_loss/ok").asInt() > 50, summary::toString);
    assertTrue(summary.get("converged").asBoolean());
    assertTrue(summary.at("/recovered/copies").asInt() > 0, summary::toString);
    assertTrue(summary.at("/rebuilt/copies").asInt() > 0, summary::toString);
    assertEquals(2, summary.at("/copies_at_end/least").asInt());
    assertEquals(2, summary.at("/copies_at_end/most").asInt());
    assertEquals(2, summary.at("/sites_at_end/least").asInt());
    assertEquals(0, summary.get("lost_items").asInt());
    assertEquals(0, summary.get("resurrected_items").asInt());
  }
}
