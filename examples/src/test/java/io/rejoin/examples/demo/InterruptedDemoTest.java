package io.rejoin.examples.demo;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.rejoin.server.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo is stopped in the middle; its nodes must not stay behind. */
@Timeout(120)
class InterruptedDemoTest {
  private static final int NODES = 2;
  private static final int SIGINT = 2;
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Process demo;

  InterruptedDemoTest(@TempDir Path folder) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    demo = new ProcessBuilder(
            java.toString(),
            "-XX:TieredStopAtLevel=1",
            "-Djava.io.tmpdir=" + folder,
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "demo",
            "--sites=2",
            "--nodes-per-site=1",
            "--keep-running")
        .redirectErrorStream(true)
        .start();
  }

  @AfterEach
  void cleanUp() {
    demo.descendants().forEach(ProcessHandle::destroyForcibly);
    demo.destroyForcibly();
  }

  @Test
  void afterCtrlCNoNodeIsLeft() throws IOException, InterruptedException {
    assumeFalse(isInterruptIgnored(), "SIGINT is ignored here, as in background jobs of a shell");
    noNodeIsLeftAfter("-INT");
  }

  @Test
  void afterSigtermNoNodeIsLeft() throws IOException, InterruptedException {
    noNodeIsLeftAfter("-TERM");
  }

  private void noNodeIsLeftAfter(String signal) throws IOException, InterruptedException {
    List<ProcessHandle> nodes = nodesOfTheOpenShop();
    new ProcessBuilder("kill", signal, Long.toString(demo.pid())).start().waitFor();
    demo.waitFor();
    assertEquals(List.of(), nodes.stream().filter(ProcessHandle::isAlive).toList());
  }

  /** Children inherit what is ignored, and a JVM then leaves the signal alone. */
  private static boolean isInterruptIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return false;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .map(line -> new BigInteger(line.substring("SigIgn:".length()).strip(), 16))
        .anyMatch(ignored -> ignored.testBit(SIGINT - 1));
  }

  @Test
  void afterTheDemoWasKilledItsNodesEndByThemselves() throws IOException {
    List<ProcessHandle> nodes = nodesOfTheOpenShop();
    demo.destroyForcibly();
    await().atMost(LIMIT).until(() -> nodes.stream().noneMatch(ProcessHandle::isAlive));
  }

  private List<ProcessHandle> nodesOfTheOpenShop() throws IOException {
    BufferedReader lines = demo.inputReader();
    String line = lines.readLine();
    while (line != null && !line.contains(" open ")) {
      line = lines.readLine();
    }
    assertNotNull(line, "the shop opened");
    List<ProcessHandle> nodes = demo.descendants().toList();
    assertEquals(NODES, nodes.size());
    return nodes;
  }
}
