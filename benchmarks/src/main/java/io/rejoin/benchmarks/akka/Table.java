package io.rejoin.benchmarks.akka;

import io.rejoin.benchmarks.akka.cluster.Engine;
import java.io.PrintStream;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Figures of all engines, one line for each thing measured. */
final class Table {
  private static final List<Engine> RIVALS = List.of(Engine.DEFAULT, Engine.TUNED);

  private final Map<String, Map<Engine, Figure>> lines = new LinkedHashMap<>();

  void add(Engine engine, Figure figure) {
    lines.computeIfAbsent(figure.what(), any -> new EnumMap<>(Engine.class)).put(engine, figure);
  }

  /** The last column compares with the better one of the rivals. */
  void print(PrintStream out) {
    out.println("| what | Rejoin in Akka | Akka DD, default | Akka DD, tuned | no data grid "
        + "| times ahead of the better Akka DD |");
    out.println("|---|---:|---:|---:|---:|---:|");
    lines.forEach((what, figures) -> {
      StringBuilder line = new StringBuilder("| ").append(what);
      for (Engine engine : Engine.values()) {
        Figure figure = figures.get(engine);
        line.append(" | ").append(figure == null ? "" : figure.shown());
      }
      out.println(line.append(" | ").append(ratio(figures)).append(" |"));
    });
  }

  private static String ratio(Map<Engine, Figure> figures) {
    Figure ours = figures.get(Engine.REJOIN);
    Figure best = best(figures);
    return ours == null || best == null ? "" : ours.ahead(best);
  }

  private static @Nullable Figure best(Map<Engine, Figure> figures) {
    Figure best = null;
    for (Engine rival : RIVALS) {
      Figure figure = figures.get(rival);
      if (figure != null && (best == null || figure.isBetterThan(best))) {
        best = figure;
      }
    }
    return best;
  }
}
