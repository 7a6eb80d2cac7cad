package io.rejoin.simulator.command;

import java.io.PrintStream;
import picocli.CommandLine;

/** A line on a terminal that says how far a sweep is; nothing where no person looks. */
final class Progress {
  private static final long INTERVAL = 200_000_000;

  private final boolean shown;
  private final PrintStream terminal = System.err;
  private String what = "";
  private long most;
  private long steps;
  private long begun;
  private long next;

  private Progress(boolean shown) {
    this.shown = shown;
  }

  static Progress onTerminal() {
    return new Progress(CommandLine.Help.Ansi.AUTO.enabled());
  }

  void begin(String name, long count) {
    what = name;
    most = count;
    steps = 0;
    begun = System.nanoTime();
    next = begun;
  }

  void step() {
    steps++;
    long now = System.nanoTime();
    if (now >= next) {
      next = now + INTERVAL;
      double left = (now - begun) / 1e9 / steps * (most - steps);
      say(what + ": " + steps + " of " + most + " runs, " + Math.round(left) + " s to go");
    }
  }

  void say(String line) {
    if (shown) {
      terminal.print("\r\u001b[2K" + line);
      terminal.flush();
    }
  }

  void clear() {
    say("");
  }
}
