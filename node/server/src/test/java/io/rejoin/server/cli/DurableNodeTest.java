package io.rejoin.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.server.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that keep their data, on the real store. */
@Timeout(120)
class DurableNodeTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir
  Path folder;

  private Path config(String name, String data, String more) throws IOException {
    return Files.writeString(
        folder.resolve(name + ".conf"), """
            rejoin {
              grid.name = shop
              node.name = %s
              network.listen = "127.0.0.1:0"
              http.listen = "127.0.0.1:0"
              data { dir = "%s", durability = sync }
              %s
            }
            """.formatted(name, folder.resolve(data), more));
  }

  private static void increment(NodeProcess node, String key) throws Exception {
    URI uri = URI.create("http://" + node.http() + "/v1/pn-counter/" + key);
    HttpRequest add = HttpRequest.newBuilder(uri)
        .POST(HttpRequest.BodyPublishers.ofString("{\"op\":\"add\",\"amount\":1}"))
        .build();
    HttpResponse<String> reply =
        HttpClient.newHttpClient().send(add, HttpResponse.BodyHandlers.ofString());
    assertEquals(200, reply.statusCode(), reply.body());
  }

  private int run(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Main.run(new PrintWriter(out), new PrintWriter(err), args);
  }

  private String count(NodeProcess node, String key) {
    assertEquals(0, run("get", "pn-counter", key, "--node", node.http()), err.toString());
    return out.toString().strip();
  }

  @Test
  void whatWasAcknowledgedOutlivesSigkill() throws Exception {
    Path config = config("a", "data", "");
    String id;
    try (NodeProcess node = NodeProcess.start(config)) {
      for (int i = 0; i < 20; i++) {
        increment(node, "visits");
      }
      id = node.id();
      node.kill();
    }
    try (NodeProcess again = NodeProcess.start(config)) {
      assertEquals(id, again.id());
      assertEquals("20", count(again, "visits"));
      assertEquals(0, run("status", "--node", again.http()));
      assertTrue(out.toString().contains("writes not synced"), out.toString());
    }
  }

  @Test
  void aSecondProcessOnOneDirectoryIsRefused() throws Exception {
    Path config = config("a", "data", "");
    try (NodeProcess first = NodeProcess.start(config)) {
      assertEquals(Main.BAD_INPUT, run("node", "--config", config.toString()));
      assertTrue(err.toString().contains("is in use by process "), err.toString());
      assertTrue(first.isAlive());
    }
  }

  @Test
  void ofTwoProcessesOnCopiesOfOneDirectoryTheLaterStops() throws Exception {
    try (NodeProcess hub = NodeProcess.start(config("hub", "hub", ""))) {
      String seeds = "network.seeds = [\"" + hub.address() + "\"]";
      Path config = config("a", "data", seeds);
      NodeProcess.start(config).kill();
      copy(folder.resolve("data"), folder.resolve("copy"));
      try (NodeProcess original = NodeProcess.start(config)) {
        awaitLinks(hub, 1);
        try (NodeProcess clone = NodeProcess.start(config("b", "copy", seeds))) {
          assertEquals(original.id(), clone.id());
          assertEquals(Main.FAILED, clone.exitCode(60));
          assertTrue(clone.log().contains("give it a directory of its own"), clone.log());
        }
        increment(original, "visits");
        assertTrue(original.isAlive());
      }
    }
  }

  @Test
  void aNodeThatIsToldToLeaveEndsAndItsNextStartBeginsAnew() throws Exception {
    try (NodeProcess hub = NodeProcess.start(config("hub", "hub", ""))) {
      Path config = config("a", "data", "network.seeds = [\"" + hub.address() + "\"]");
      String id;
      try (NodeProcess node = NodeProcess.start(config)) {
        id = node.id();
        awaitLinks(hub, 1);
        increment(node, "visits");
        assertEquals(0, run("leave", "--yes", "--within", "30", "--node", node.http()));
        assertTrue(out.toString().startsWith("has left the grid"), out.toString());
        assertEquals(0, node.exitCode(20));
      }
      assertEquals("1", count(hub, "visits"));
      try (NodeProcess again = NodeProcess.start(config)) {
        assertNotEquals(id, again.id());
        assertTrue(again.log().contains("has left"), again.log());
      }
    }
  }

  @Test
  void aNodeThatIsKilledWhileItLeavesHasNotLeft() throws Exception {
    Path config = config("a", "data", "buckets.once.copies = 1");
    String id;
    try (NodeProcess node = NodeProcess.start(config)) {
      id = node.id();
      increment(node, "visits");
      increment(node, "once/visits");
      assertEquals(1, run("leave", "--yes", "--within", "0", "--node", node.http()));
      assertTrue(err.toString().contains("goes on: 1 entries in 1 groups"), err.toString());
      node.kill();
    }
    try (NodeProcess again = NodeProcess.start(config)) {
      assertEquals(id, again.id());
      for (String key : List.of("visits", "once/visits")) {
        increment(again, key);
        assertEquals("2", count(again, key));
      }
    }
  }

  private void awaitLinks(NodeProcess node, int links) throws InterruptedException {
    do {
      Thread.sleep(50);
      assertEquals(0, run("status", "--json", "--node", node.http()));
    } while (out.toString().split("\"linked\":true", -1).length <= links);
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(from)) {
      all = walk.toList();
    }
    for (Path one : all) {
      Files.copy(one, to.resolve(from.relativize(one).toString()));
    }
  }

  @Test
  void aBackupOfARunningNodeComesBackAsANewNode() throws Exception {
    Path backup = folder.resolve("backup");
    String id;
    try (NodeProcess node = NodeProcess.start(config("a", "data", ""))) {
      increment(node, "visits");
      assertEquals(0, run("backup", backup.toString(), "--node", node.http()), err.toString());
      assertTrue(out.toString().startsWith("backed up: "), out.toString());
      assertEquals(1, run("backup", backup.toString(), "--node", node.http()));
      assertTrue(err.toString().contains("is not empty"), err.toString());
      increment(node, "visits");
      id = node.id();
    }
    Path config = config("b", "restored", "");
    assertEquals(0, run("restore", backup.toString(), "--config", config.toString()));
    try (NodeProcess restored = NodeProcess.start(config)) {
      assertNotEquals(id, restored.id());
      assertEquals("1", count(restored, "visits"));
    }
    assertEquals(1, run("restore", backup.toString(), "--config", config.toString()));
    assertFalse(err.toString().isEmpty());
  }

  @Test
  void aBundleCarriesNewsToANodeWithoutALink() throws Exception {
    Path bundle = folder.resolve("news.bundle");
    try (NodeProcess shore = NodeProcess.start(config("shore", "shore", ""));
        NodeProcess ship = NodeProcess.start(config("ship", "ship", ""))) {
      increment(shore, "visits");
      assertEquals(0, run("bundle", "export", bundle.toString(), "--node", shore.http()));
      assertEquals(0, run("bundle", "import", bundle.toString(), "--node", ship.http()));
      assertEquals(0, run("bundle", "import", bundle.toString(), "--node", ship.http()));
      assertEquals("1", count(ship, "visits"));
      increment(shore, "more");
      assertEquals(0, run("bundle", "token", "--node", ship.http()));
      String token = out.toString().strip();
      Path more = folder.resolve("more.bundle");
      String[] export = {
        "bundle", "export", more.toString(), "--since", token, "--node", shore.http()
      };
      assertEquals(0, run(export), err.toString());
      assertTrue(out.toString().startsWith("wrote 1 entries"), out.toString());
      assertEquals(0, run("bundle", "import", more.toString(), "--node", ship.http()));
      assertTrue(out.toString().startsWith("joined 1 changes and 0 removals"), out.toString());
      assertEquals("1", count(ship, "more"));
      Files.write(more, new byte[] {1, 2, 3});
      assertEquals(1, run("bundle", "import", more.toString(), "--node", ship.http()));
      assertTrue(err.toString().contains("nothing of it was taken"), err.toString());
      assertEquals(1, run("bundle", "export", bundle.toString(), "--node", shore.http()));
      assertTrue(err.toString().contains("is not written over"), err.toString());
    }
  }

  @Test
  void anEvictedNodeStopsAndBeginsAnewWithItsDataSetAside() throws Exception {
    try (NodeProcess hub = NodeProcess.start(config("hub", "hub", ""))) {
      Path config = config("a", "data", "network.seeds = [\"" + hub.address() + "\"]");
      String id;
      try (NodeProcess node = NodeProcess.start(config)) {
        awaitLinks(hub, 1);
        increment(node, "visits");
        id = node.id();
        assertEquals(1, run("evict", "a", "--node", hub.http()));
        assertTrue(out.toString().contains("Nothing was done"), out.toString());
        assertEquals(0, run("evict", "a", "--yes", "--node", hub.http()), err.toString());
        assertEquals(Main.FAILED, node.exitCode(60));
        assertTrue(node.log().contains("has evicted this node"), node.log());
      }
      try (NodeProcess anew = NodeProcess.start(config)) {
        assertNotEquals(id, anew.id());
        awaitLinks(hub, 1);
        assertTrue(Files.isDirectory(folder.resolve("data/aside")));
        assertEquals(0, run("members", "--node", hub.http()));
        assertTrue(out.toString().contains("evicted"), out.toString());
      }
    }
  }
}
