package io.rejoin.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.server.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class NodeCommandTest {
  private static final int TERMINATED = 128 + 15;

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
      String both = "rejoin { http { listen = %s }, network { listen = %s } }";
      assertBadInput(config(both.formatted(address, free)), "HTTP", "in use");
      assertBadInput(config(both.formatted(free, address)), "listen", "port");
    }
  }

  @Test
  void aNodeSaysWhenItIsReadyAndStopsWhenTold() throws Exception {
    Path file =
        config("rejoin { http.listen = \"127.0.0.1:0\", network.listen = \"127.0.0.1:0\" }");
    Process node = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "node",
            "--config",
            file.toString())
        .redirectError(folder.resolve("log").toFile())
        .start();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8))) {
      String ready = String.valueOf(lines.readLine());
      assertTrue(
          ready.matches("ready http=127.0.0.1:\\d+ grid=127.0.0.1:\\d+ id=[0-9a-f]{32}"), ready);
      String http = ready.split(" ", -1)[1].replace("http=", "");
      assertEquals(0, run("status", "--node", http), err.toString());
      node.destroy();
      assertTrue(node.waitFor(10, TimeUnit.SECONDS));
      assertEquals(TERMINATED, node.exitValue());
    } finally {
      node.destroyForcibly();
    }
  }

  @Test
  @Timeout(60)
  void aNodeWhoseParentEndedMeanwhileStopsAtOnce() throws Exception {
    Path file =
        config("rejoin { http.listen = \"127.0.0.1:0\", network.listen = \"127.0.0.1:0\" }");
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
