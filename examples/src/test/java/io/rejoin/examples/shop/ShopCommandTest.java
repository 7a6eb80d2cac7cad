package io.rejoin.examples.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rejoin.examples.local.LocalGrid;
import io.rejoin.examples.terminal.Page;
import io.rejoin.examples.terminal.Timeline;
import io.rejoin.server.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ShopCommandTest {
  private static final List<String> SITES = List.of("here", "there", "yonder");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String arguments) {
    return Main.run(new PrintWriter(out), new PrintWriter(err), arguments.split(" ", -1));
  }

  @Test
  void theStoryKeepsItsPromises() throws IOException, InterruptedException {
    PrintWriter lines = new PrintWriter(out);
    try (Timeline timeline = new Timeline(lines, false, System::nanoTime);
        LocalGrid grid = LocalGrid.start("shop", SITES)) {
      StorySummary summary = new ShopStory(grid, timeline, 5, 7).play();
      summary.print(new Page(lines, false));
      JsonNode json = new JsonMapper().readTree(summary.json());
      assertEquals("[]", json.get("broken").toString());
      assertTrue(json.get("good").asBoolean() && json.get("orders").asInt() > 2, out::toString);
      assertTrue(json.get("checks").asInt() > 300, out::toString);
      assertTrue(out.toString().contains("Nothing was lost"), out::toString);
      assertTrue(out.toString().contains("Dora is told: "), out::toString);
    }
  }

  @Test
  void aPromiseThatIsBrokenIsNamed() {
    StorySummary.Finding broken = new StorySummary.Finding("tea adds up", false);
    StorySummary summary = new StorySummary(new Tally(), Optional.empty(), List.of(broken));
    summary.print(new Page(new PrintWriter(out), false));
    assertTrue(out.toString().contains("not so: tea adds up"), out::toString);
    assertTrue(summary.json().contains("\"good\":false"), summary::json);
  }

  @Test
  void aPortThatIsTakenIsNamedWithWhatToDo() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertEquals(Main.BAD_INPUT, run("example shop --port " + port));
      assertTrue(err.toString().contains("port " + port + " of 127.0.0.1"), err::toString);
      assertTrue(err.toString().contains("--port 0"), err::toString);
    }
  }

  @Test
  void whatCannotBeAskedForIsRefused() {
    assertEquals(Main.BAD_INPUT, run("example shop --json"));
    assertTrue(err.toString().contains("give --story too"), err::toString);
    assertEquals(Main.BAD_INPUT, run("example shop --port 70000"));
    assertTrue(err.toString().contains("must be 0 to 65532"), err::toString);
  }
}
