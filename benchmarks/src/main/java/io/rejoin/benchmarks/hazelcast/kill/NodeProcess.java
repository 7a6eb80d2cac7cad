package io.rejoin.benchmarks.hazelcast.kill;

import io.rejoin.benchmarks.hazelcast.cluster.Engine;
import io.rejoin.benchmarks.table.Jvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The other end of {@link OneNode}. */
final class NodeProcess implements AutoCloseable {
  private final Path acknowledged;
  private final Process process;
  private final PrintWriter in;
  private final BufferedReader out;

  /** Starts it, with what is in the folder. */
  NodeProcess(Engine engine, Path folder, Optional<String> seed) throws IOException {
    acknowledged = folder.resolveSibling(folder.getFileName() + ".acknowledged");
    List<String> options = new ArrayList<>(Engine.OPTIONS);
    options.add("-Xmx512m");
    List<String> arguments =
        new ArrayList<>(List.of(engine.name(), folder.toString(), acknowledged.toString()));
    seed.ifPresent(arguments::add);
    process = Jvm.of(OneNode.class, options, arguments).start();
    in = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
    out = process.inputReader(StandardCharsets.UTF_8);
  }

  void tell(String what) {
    in.println(what);
  }

  String ask(String what) throws IOException {
    tell(what);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(OneNode.MARK)) {
        return line.substring(OneNode.MARK.length());
      }
    }
    throw new IOException("a node has ended that was asked for " + what);
  }

  long number(String what) throws IOException {
    return Long.parseLong(ask(what));
  }

  /** How many increments of its last counter were acknowledged to it. */
  long acknowledged() throws IOException {
    return Acknowledged.in(acknowledged);
  }

  /** At once: SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
