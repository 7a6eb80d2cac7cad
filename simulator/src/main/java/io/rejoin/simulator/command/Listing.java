package io.rejoin.simulator.command;

import io.rejoin.node.config.Spelling;
import io.rejoin.simulator.builtin.BuiltIn;
import io.rejoin.simulator.conf.ScenarioWriter;
import io.rejoin.simulator.run.Drawn;
import io.rejoin.simulator.run.ScenarioSource;
import java.io.PrintWriter;
import java.util.List;

/** What there is to run. */
final class Listing {
  private static final int WIDTH = 76;
  private static final int INDENT = 22;

  private Listing() {}

  static void print(PrintWriter out) {
    for (BuiltIn builtIn : BuiltIn.all()) {
      String name =
          builtIn.name() + " ".repeat(Math.max(1, INDENT - builtIn.name().length()));
      StringBuilder line = new StringBuilder(name);
      for (String word : builtIn.about().split("\\s+", -1)) {
        if (line.length() + word.length() > INDENT + WIDTH) {
          out.println(line.toString().stripTrailing());
          line = new StringBuilder(" ".repeat(INDENT));
        }
        line.append(word).append(' ');
      }
      out.println(line.toString().stripTrailing());
    }
    out.println();
    out.println("rejoin simulate NAME, or rejoin simulate --all --quick; see docs/SCENARIOS.md");
  }

  /** A scenario as a seed has drawn it. */
  static void explain(ScenarioSource source, long seed, PrintWriter out) {
    out.print(ScenarioWriter.write(Drawn.of(source.scenario().apply(seed), seed)));
  }

  static String nearest(String name) {
    List<String> names = BuiltIn.all().stream().map(BuiltIn::name).toList();
    return Spelling.nearest(name, names);
  }
}
