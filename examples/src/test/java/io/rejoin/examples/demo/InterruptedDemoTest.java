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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo is stopped in the middle; its nodes must not stay behind. */
@Timeout(120)
class InterruptedDemoTest {
  private static final int NODES = 2;
  private static final int SIGINT = 2;
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final List<Process> demos = new ArrayList<>();
  private final Path folder;

  InterruptedDemoTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Process start(String engine) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process demo = new ProcessBuilder(
            java.toString(),
            "-XX:TieredStopAtLevel=1",
            "-Djava.io.tmpdir=" + folder,
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "demo",
            "--engine=" + engine,
            "--sites=2",
            "--nodes-per-site=1",
            "--keep-running")
        .redirectErrorStream(true)
        .start();
    demos.add(demo);
    return demo;
  }

  @AfterEach
  void cleanUp() {
    for (Process demo : demos) {
      demo.descendants().forEach(ProcessHandle::destroyForcibly);
      demo.destroyForcibly();
    }
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
    Process demo = start("builtin");
    List<ProcessHandle> nodes = nodesOfTheOpenShop(demo);
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

  @ParameterizedTest
  @ValueSource(strings = {"builtin", "akka", "hazelcast"})
  void afterTheDemoWasKilledItsNodesEndByThemselves(String engine) throws IOException {
    Process demo = start(engine);
    List<ProcessHandle> nodes = nodesOfTheOpenShop(demo);
    demo.destroyForcibly();
    await().atMost(LIMIT).until(() -> nodes.stream().noneMatch(ProcessHandle::isAlive));
  }

  private static List<ProcessHandle> nodesOfTheOpenShop(Process demo) throws IOException {
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
