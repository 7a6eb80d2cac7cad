package io.rejoin.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A shore and a ship that is evicted while it is at sea, as processes on the real store. */
@Timeout(120)
class SalvageCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir
  Path folder;

  private Path config(String name, String more) throws IOException {
    return Files.writeString(
        folder.resolve(name + ".conf"), """
            rejoin {
              grid.name = shop
              node { name = %s, site = %s }
              network.listen = "127.0.0.1:0"
              http.listen = "127.0.0.1:0"
              drill.allowed = true
              data { dir = "%s", durability = sync }
              %s
            }
            """.formatted(name, name, folder.resolve(name), more));
  }

  private static void post(NodeProcess node, String entry, String operation) throws Exception {
    URI uri = URI.create("http://" + node.http() + "/v1/" + entry);
    HttpRequest request = HttpRequest.newBuilder(uri)
        .POST(HttpRequest.BodyPublishers.ofString(operation))
        .build();
    HttpResponse<String> reply =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertEquals(200, reply.statusCode(), reply.body());
  }

  private static void add(NodeProcess node, int amount) throws Exception {
    post(node, "pn-counter/visits", "{\"op\":\"add\",\"amount\":" + amount + "}");
  }

  private int run(NodeProcess node, String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    String[] all =
        Stream.concat(Stream.of(args), Stream.of("--node", node.http())).toArray(String[]::new);
    return Main.run(new PrintWriter(out), new PrintWriter(err), all);
  }

  private String said(NodeProcess node, String... args) {
    assertEquals(0, run(node, args), err.toString());
    return out.toString();
  }

  private String refused(NodeProcess node, Path what) {
    assertEquals(1, run(node, "salvage", what.toString()), out.toString());
    return err.toString();
  }

  private void await(NodeProcess node, String expected, String... args) throws Exception {
    while (run(node, args) != 0 || !out.toString().contains(expected)) {
      Thread.sleep(50);
    }
  }

  private Path setAside() throws IOException {
    try (Stream<Path> folders = Files.list(folder.resolve("ship/aside"))) {
      return folders.findFirst().orElseThrow();
    }
  }

  @Test
  void whatWasWrittenAtSeaByAnEvictedNodeIsSalvagedOnce() throws Exception {
    try (NodeProcess shore = NodeProcess.start(config("shore", ""))) {
      Path config = config("ship", "network.seeds = [\"" + shore.address() + "\"]");
      try (NodeProcess ship = NodeProcess.start(config)) {
        add(shore, 1);
        add(ship, 2);
        await(ship, "3", "get", "pn-counter", "visits");
        await(shore, "3", "get", "pn-counter", "visits");
        said(ship, "drill", "cut", "shore");
        add(ship, 4);
        post(ship, "cart/alice", "{\"op\":\"add\",\"sku\":\"tea\",\"quantity\":2}");
        said(shore, "evict", "ship", "--yes");
        add(shore, 8);
        said(ship, "drill", "heal");
        assertEquals(Main.FAILED, ship.exitCode(60));
      }
      try (NodeProcess ship = NodeProcess.start(config)) {
        await(ship, "11", "get", "pn-counter", "visits");
        String left = setAside().toString();
        String seen = said(ship, "salvage", left);
        assertTrue(seen.contains("items that nobody here had seen 2, "), seen);
        assertTrue(seen.contains("say --enter"), seen);
        assertTrue(said(ship, "get", "pn-counter", "visits").contains("11"));
        assertTrue(said(ship, "salvage", left, "--enter").contains("entered from"));
        await(shore, "15", "get", "pn-counter", "visits");
        await(shore, "tea", "get", "cart", "alice");
        String again = said(ship, "salvage", left, "--enter", "--json");
        assertTrue(again.contains("\"entries\":0,\"added\":0"), again);
        assertTrue(said(ship, "get", "pn-counter", "visits").contains("15"));
      }
    }
  }

  @Test
  void whatNoEvictedNodeHasLeftIsRefused() throws Exception {
    try (NodeProcess node = NodeProcess.start(config("shore", ""))) {
      String nothing = refused(node, folder.resolve("nowhere"));
      assertTrue(nothing.contains("is nothing that an evicted node has left"), nothing);
      Path past = Files.createDirectories(folder.resolve("shore/aside/2026-03-01"));
      String directory = refused(node, folder.resolve("shore"));
      assertTrue(directory.contains("name one of " + past), directory);
      Files.createDirectories(past.resolve("store"));
      Files.writeString(past.resolve("evicted"), "");
      Files.writeString(past.resolve("node"), "nonsense");
      assertTrue(refused(node, past).contains("cannot be read: it is damaged"), err.toString());
    }
  }
}
