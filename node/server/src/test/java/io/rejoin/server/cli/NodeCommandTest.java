package io.rejoin.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.server.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class NodeCommandTest {
  private static final int TERMINATED = 128 + 15;
  private static final String ANYWHERE = "rejoin { http.listen = \"127.0.0.1:0\","
      + " network.listen = \"127.0.0.1:0\", data.dir = memory }";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir
  Path folder;

  @Test
  void aFileThatIsNotThereIsBadInput() {
    assertBadInput(folder.resolve("none.conf"), "none.conf");
  }

  @Test
  void anUnknownKeyIsNamedWithItsLine() throws IOException {
    Path file = config("rejoin {\n  node { nmae = x }\n}");
    assertBadInput(file, "line 2", "rejoin.node.nmae", "rejoin.node.name");
  }

  @Test
  void aPortInUseIsBadInput() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "\"127.0.0.1:" + taken.getLocalPort() + "\"";
      String free = "\"127.0.0.1:0\"";
      String both = "rejoin { http { listen = %s }, network { listen = %s }, data.dir = memory }";
      assertBadInput(config(both.formatted(address, free)), "HTTP", "in use");
      assertBadInput(config(both.formatted(free, address)), "listen", "port");
    }
  }

  @Test
  void aNodeSaysWhenItIsReadyAndStopsWhenTold() throws Exception {
    try (NodeProcess node = NodeProcess.start(config(ANYWHERE))) {
      assertTrue(
          node.ready().matches("ready http=127.0.0.1:\\d+ grid=127.0.0.1:\\d+ id=[0-9a-f]{32}"),
          node.ready());
      assertEquals(0, run("status", "--node", node.http()), err.toString());
      assertTrue(out.toString().contains("in memory only"), out.toString());
      node.terminate();
      assertEquals(TERMINATED, node.exitCode(10));
    }
  }

  @Test
  @Timeout(60)
  void aNodeWhoseParentEndedMeanwhileStopsAtOnce() throws Exception {
    Path file = config(ANYWHERE);
    Process parent = new ProcessBuilder("true").start();
    parent.waitFor();
    String pid = Long.toString(parent.pid());
    assertEquals(0, run("node", "--config", file.toString(), "--exit-with-parent", pid));
    assertTrue(out.toString().startsWith("ready "), out.toString());
  }

  private Path config(String text) throws IOException {
    return Files.writeString(folder.resolve("node.conf"), text);
  }

  private void assertBadInput(Path file, String... parts) {
    err.getBuffer().setLength(0);
    assertEquals(Main.BAD_INPUT, run("node", "--config", file.toString()));
    String text = err.toString();
    assertEquals(1, text.lines().count(), text);
    for (String part : parts) {
      assertTrue(text.contains(part), text);
    }
  }

  private int run(String... args) {
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }
}
