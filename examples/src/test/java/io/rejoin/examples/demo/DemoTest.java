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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real processes, real sockets, a real SIGKILL. */
@Timeout(120)
class DemoTest {
  private static final int BASKETS = 100;

  @ParameterizedTest
  @ValueSource(strings = {"builtin", "akka", "hazelcast"})
  void aSmallGridLosesItsNetworkAndANodeAndNothingElse(String engine) throws IOException {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String arguments = "demo --sites 2 --nodes-per-site 2 --json --baskets " + BASKETS;
    int exit = Main.run(
        new PrintWriter(out),
        new PrintWriter(err),
        (arguments + " --engine " + engine).split(" ", -1));
    assertEquals(0, exit, () -> out + "\n" + err);
    JsonNode summary = new JsonMapper().readTree(lastLine(out.toString()));
    assertEquals(engine, summary.get("engine").asText());
    assertPerfect(summary);
    assertEquals(List.of(), ProcessHandle.current().children().toList(), "no process is left");
  }

  private static void assertPerfect(JsonNode summary) {
    assertEquals(4, summary.get("nodes").asInt());
    assertEquals(BASKETS, summary.get("baskets").asInt());
    JsonNode duringCut = summary.get("ops_during_cut");
    assertTrue(duringCut.get("attempted").asInt() > 500, summary::toString);
    assertEquals(duringCut.get("attempted"), duringCut.get("ok"));
    assertTrue(summary.get("converged").asBoolean());
    assertEquals(1, summary.get("distinct_roots").asInt());
    assertEquals(0, summary.get("lost_items").asInt());
    assertEquals(0, summary.get("resurrected_items").asInt());
    assertTrue(summary.get("lww_would_lose").asInt() > 0, summary::toString);
  }

  private static String lastLine(String text) {
    List<String> lines = text.lines().toList();
    return lines.get(lines.size() - 1);
  }
}
