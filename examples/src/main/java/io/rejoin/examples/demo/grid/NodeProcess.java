package io.rejoin.examples.demo.grid;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A node in a virtual machine of its own. */
final class NodeProcess {
  /** Small and quick to start: a node of the demo lives for a minute and holds some megabytes. */
  private static final List<String> JVM_OPTIONS = List.of(
      "-Xms32m",
      "-Xmx96m",
      "-Xss512k",
      "-XX:+UseSerialGC",
      "-XX:TieredStopAtLevel=1",
      "-XX:+ExitOnOutOfMemoryError");

  private static final int LOG_LINES_SHOWN = 15;

  /** Where the node listens for peers, for HTTP and for shoppers, who may come by HTTP too. */
  record Ready(int gridPort, int httpPort, int doorPort) {
    static Ready parse(String line) {
      int http = port(line, "http=");
      return new Ready(
          port(line, "grid="), http, line.contains(" door=") ? port(line, "door=") : http);
    }

    private static int port(String line, String key) {
      for (String word : line.split(" ", -1)) {
        if (word.startsWith(key)) {
          return Integer.parseInt(word.substring(word.lastIndexOf(':') + 1));
        }
      }
      throw new IllegalArgumentException("no " + key + " in '" + line + "'");
    }
  }

  private final String name;
  private final Process process;
  private final Path log;
  private final CompletableFuture<Ready> ready = new CompletableFuture<>();

  private NodeProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /** Starts the node; its configuration and its log go into the folder. */
  static NodeProcess start(NodeSpec spec, String configuration, Path folder, Processes processes)
      throws IOException {
    Path file = folder.resolve(spec.name() + ".conf");
    Files.writeString(file, configuration);
    Path log = folder.resolve(spec.name() + ".log");
    ProcessBuilder builder = new ProcessBuilder(command(spec.plan().engine(), file))
        .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    NodeProcess node = new NodeProcess(spec.name(), processes.start(builder), log);
    Thread reader = new Thread(node::readOutput, "output of " + spec.name());
    reader.setDaemon(true);
    reader.start();
    return node;
  }

  private static List<String> command(Engine engine, Path configuration) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM_OPTIONS);
    command.addAll(ownModuleOptions());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    String self = Long.toString(ProcessHandle.current().pid());
    command.addAll(engine.program(configuration, self));
    return command;
  }

  /** Newer virtual machines want to be told what libraries may do; the nodes use the same. */
  private static List<String> ownModuleOptions() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--"))
        .toList();
  }

  private void readOutput() {
    try (BufferedReader lines = new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("ready ")) {
          ready.complete(Ready.parse(line));
        }
      }
    } catch (IOException | RuntimeException e) {
      ready.completeExceptionally(e);
    }
    ready.completeExceptionally(new IOException("it ended before it was ready"));
  }

  Ready awaitReady(Duration limit) throws IOException, InterruptedException {
    try {
      return ready.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("%s did not start: %s%n%s".formatted(name, e.getMessage(), log()), e);
    }
  }

  private String log() throws IOException {
    List<String> lines = Files.readAllLines(log);
    int from = Math.max(0, lines.size() - LOG_LINES_SHOWN);
    return String.join("\n", lines.subList(from, lines.size()));
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL, and gone when this returns. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }
}
