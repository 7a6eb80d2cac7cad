package io.rejoin.simulator.command;

import io.rejoin.server.BadInput;
import io.rejoin.simulator.report.Recording;
import io.rejoin.simulator.report.RunSummary;
import io.rejoin.simulator.report.html.HtmlReport;
import io.rejoin.simulator.report.html.SwarmReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes reports for people. */
final class Reports {
  private Reports() {}

  static void ofOne(Path file, RunSummary run, Recording recording) {
    write(file, HtmlReport.of(run, recording));
  }

  static void ofMany(Path file, List<RunSummary> runs) {
    write(file, SwarmReport.of(runs));
  }

  private static void write(Path file, String html) {
    try {
      Files.writeString(file, html);
    } catch (IOException cannot) {
      throw new BadInput("cannot write " + file + ": " + cannot.getMessage());
    }
  }
}
