package io.rejoin.benchmarks.akka;

import io.rejoin.benchmarks.akka.cluster.Engine;
import io.rejoin.benchmarks.table.Figure;
import io.rejoin.benchmarks.table.Trial;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What can be measured, under the name by which it is chosen. */
enum Row implements Trial<Engine> {
  LOCAL("local"),
  VISIBLE("visible"),
  SUSTAINED("sustained"),
  BURST("burst"),
  IDLE("idle"),
  CATCH_UP("catch-up"),
  REPAIR("repair");

  private static final int MANY = 100_000;
  private static final int FEW = 10_000;

  private final String title;

  Row(String title) {
    this.title = title;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public List<Figure> measure(Engine engine, int entries) throws Exception {
    return measurement().with(engine, entries);
  }

  private Measurement measurement() {
    return switch (this) {
      case LOCAL -> new LocalUpdates();
      case VISIBLE -> new Visibility();
      case SUSTAINED -> new Sustained();
      case BURST -> new Burst();
      case IDLE -> new AtRest();
      case CATCH_UP -> new CatchUp();
      case REPAIR -> new RepairAfterCut();
    };
  }

  @Override
  public Set<Integer> sizes(int most) {
    return switch (this) {
      case LOCAL, VISIBLE, SUSTAINED, BURST -> Set.of(0);
      case IDLE -> new TreeSet<>(List.of(0, Math.min(FEW, most), Math.min(MANY, most)));
      case CATCH_UP -> new TreeSet<>(List.of(Math.min(FEW, most), Math.min(MANY, most)));
      case REPAIR -> Set.of(Math.min(MANY, most));
    };
  }

  @Override
  public List<Engine> columns(int entries) {
    return this == IDLE && entries == 0
        ? List.of(Engine.values())
        : List.of(Engine.REJOIN, Engine.DEFAULT, Engine.TUNED);
  }
}
