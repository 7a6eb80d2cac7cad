package io.rejoin.simulator.command;

import io.rejoin.server.BadInput;
import io.rejoin.simulator.report.JsonLines;
import io.rejoin.simulator.report.RunSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the lines of JSON go, if anywhere. */
final class JsonFile implements AutoCloseable {
  private static final String STANDARD_OUTPUT = "-";

  private final Optional<PrintWriter> out;
  private final boolean owned;

  private JsonFile(Optional<PrintWriter> out, boolean owned) {
    this.out = out;
    this.owned = owned;
  }

  static JsonFile open(Optional<String> name, PrintWriter console) {
    if (name.isEmpty()) {
      return new JsonFile(Optional.empty(), false);
    } else if (name.get().equals(STANDARD_OUTPUT)) {
      return new JsonFile(Optional.of(console), false);
    }
    try {
      PrintWriter file =
          new PrintWriter(Files.newBufferedWriter(Path.of(name.get()), StandardCharsets.UTF_8));
      return new JsonFile(Optional.of(file), true);
    } catch (IOException cannot) {
      throw new BadInput("cannot write " + name.get() + ": " + cannot.getMessage());
    }
  }

  /** Whether standard output is for programs now. */
  static boolean takesConsole(Optional<String> name) {
    return name.filter(STANDARD_OUTPUT::equals).isPresent();
  }

  void add(RunSummary run) {
    out.ifPresent(file -> {
      file.println(JsonLines.of(run));
      file.flush();
    });
  }

  @Override
  public void close() {
    if (owned) {
      out.ifPresent(PrintWriter::close);
    }
  }
}
