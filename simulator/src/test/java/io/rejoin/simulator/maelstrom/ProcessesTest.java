package io.rejoin.simulator.maelstrom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.server.Main;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Three processes as Maelstrom starts them, cut apart and joined again. */
class ProcessesTest {
  private static final int PATIENCE_SECONDS = 60;
  private static final List<String> NAMES = List.of("n0", "n1", "n2");

  private final Map<String, Node> nodes = new ConcurrentHashMap<>();
  private final BlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
  private volatile String apart = "";
  private int lastId;

  private record Node(Process process, BufferedWriter input) {
    /** Says whether the process still listens. */
    synchronized boolean hears(String line) {
      try {
        input.write(line + "\n");
        input.flush();
        return true;
      } catch (IOException ended) {
        return false;
      }
    }
  }

  @Test
  void whatIsWrittenDuringACutIsEverywhereAfterIt() throws Exception {
    for (String name : NAMES) {
      start(name);
    }
    for (String name : NAMES) {
      ObjectNode init = body("init").put("node_id", name);
      init.set("node_ids", Workbench.JSON.valueToTree(NAMES));
      assertEquals("init_ok", ask(name, init).path("type").textValue());
    }
    add("n0", 1);
    awaitElements("n2", 1);
    apart = "n2";
    add("n1", 2);
    add("n2", 3);
    awaitElements("n0", 2);
    assertEquals(2, read("n2").size());
    apart = "";
    for (String name : NAMES) {
      awaitElements(name, 3);
    }
    for (Node node : nodes.values()) {
      node.input.close();
      assertTrue(node.process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
      assertEquals(0, node.process.exitValue());
    }
  }

  @AfterEach
  void stop() {
    nodes.values().forEach(node -> node.process.destroyForcibly());
  }

  private void start(String name) throws IOException {
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "maelstrom")
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
    nodes.put(name, new Node(process, process.outputWriter(StandardCharsets.UTF_8)));
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    Thread carrier = new Thread(() -> output.lines().forEach(this::carry), name);
    carrier.setDaemon(true);
    carrier.start();
  }

  private void carry(String line) {
    JsonNode message = Workbench.parse(line);
    String from = message.path("src").textValue();
    String to = message.path("dest").textValue();
    Node node = nodes.get(to);
    if (node == null) {
      answers.add(message.path("body"));
    } else if (!from.equals(apart) && !to.equals(apart)) {
      node.hears(line);
    }
  }

  private static ObjectNode body(String type) {
    return Workbench.JSON.createObjectNode().put("type", type);
  }

  private JsonNode ask(String node, ObjectNode body) throws InterruptedException {
    ObjectNode message = Workbench.JSON.createObjectNode().put("src", "c1").put("dest", node);
    message.set("body", body.put("msg_id", ++lastId));
    assertTrue(Optional.ofNullable(nodes.get(node)).orElseThrow().hears(message.toString()));
    JsonNode answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertTrue(answer != null, "no answer to " + body);
    assertEquals(lastId, answer.path("in_reply_to").intValue());
    return answer;
  }

  private void add(String node, int element) throws InterruptedException {
    assertEquals(
        "add_ok", ask(node, body("add").put("element", element)).path("type").textValue());
  }

  private JsonNode read(String node) throws InterruptedException {
    return ask(node, body("read")).path("value");
  }

  private void awaitElements(String node, int count) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (read(node).size() < count) {
      assertTrue(System.nanoTime() < until, node + " has " + read(node));
      Thread.sleep(20);
    }
  }
}
