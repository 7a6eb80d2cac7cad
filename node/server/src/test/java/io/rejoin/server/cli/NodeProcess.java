package io.rejoin.server.cli;

import io.rejoin.server.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A {@code rejoin node} in a virtual machine of its own, for tests. */
final class NodeProcess implements AutoCloseable {
  private final Process process;
  private final Path log;
  private final String ready;

  private NodeProcess(Process process, Path log) throws IOException {
    this.process = process;
    this.log = log;
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    ready = String.valueOf(lines.readLine());
  }

  /** Returns when the node is ready, or has ended. */
  static NodeProcess start(Path config) throws IOException {
    Path log = Files.createTempFile(config.getParent(), "node", ".log");
    String[] command = {
      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
      "-Xmx96m",
      "-XX:+UseSerialGC",
      "-XX:TieredStopAtLevel=1",
      "-cp",
      System.getProperty("java.class.path"),
      Main.class.getName(),
      "node",
      "--config",
      config.toString(),
      "--exit-with-parent"
    };
    return new NodeProcess(
        new ProcessBuilder(command).redirectError(log.toFile()).start(), log);
  }

  /** The line that says that it is ready. */
  String ready() {
    return ready;
  }

  String http() {
    return word("http=");
  }

  String address() {
    return word("grid=");
  }

  String id() {
    return word("id=");
  }

  private String word(String key) {
    for (String word : ready.split(" ", -1)) {
      if (word.startsWith(key)) {
        return word.substring(key.length());
      }
    }
    throw new AssertionError("not ready: " + ready + "\n" + log());
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Asks it to end. */
  void terminate() {
    process.destroy();
  }

  /** SIGKILL, and gone when this returns. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  int exitCode(int seconds) throws InterruptedException {
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      throw new AssertionError("it did not end within " + seconds + " s\n" + log());
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
