package io.rejoin.benchmarks.hazelcast.kill;

import io.rejoin.benchmarks.hazelcast.cluster.Engine;
import io.rejoin.benchmarks.hazelcast.cluster.Nodes;
import io.rejoin.benchmarks.store.StoreSpeed;
import io.rejoin.benchmarks.table.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * One of three nodes increments a counter and is killed meanwhile: how much of what was
 * acknowledged to its caller the two others never show. Then it is started again, with what it has
 * stored if it stores.
 */
public final class KilledNodes {
  private static final int KILLS = 8;
  private static final int BURST_MILLIS = 1_500;

  /** Bursts begin at any moment of a round of replication. */
  private static final int PAUSE_MILLIS = 1_000;

  private static final double PERCENT = 100;
  private static final double SECOND = 1e3;

  private final Engine engine;
  private final Team team;
  private final String command;
  private final Random random = new Random(1);
  private long acknowledged;
  private long lost;
  private long lostAfterReturn;
  private double worst;

  private KilledNodes(Engine engine, Team team, String command) {
    this.engine = engine;
    this.team = team;
    this.command = command;
  }

  /** Without a pause, and at an even pace. */
  public static List<Figure> measure(Engine engine) throws Exception {
    List<Figure> figures = new ArrayList<>();
    try (Team team = Team.start(engine, StoreSpeed.folder())) {
      for (String command : List.of(OneNode.BURST, OneNode.STEADY)) {
        KilledNodes killed = new KilledNodes(engine, team, command);
        for (int kill = 0; kill < KILLS; kill++) {
          killed.round(kill);
        }
        figures.addAll(killed.figures());
      }
    }
    return figures;
  }

  private void round(int kill) throws Exception {
    int victim = kill % Nodes.COUNT;
    String counter = command + "-" + kill;
    if (command.equals(OneNode.BURST)) {
      team.at(victim).ask(OneNode.WARM + " warm-up-for-" + counter);
      team.settled("warm-up-for-" + counter, Team.NOBODY);
    }
    Thread.sleep(random.nextInt(PAUSE_MILLIS));
    team.at(victim).tell(command + " " + counter);
    Thread.sleep(BURST_MILLIS);
    team.at(victim).kill();
    long count = team.at(victim).acknowledged();
    long missing = Math.max(0, count - team.settled(counter, victim));
    team.restart(victim);
    System.err.printf(Locale.ROOT, "  %,d acknowledged, %,d lost%n", count, missing);
    if (engine.isStored()) {
      lostAfterReturn += Math.max(0, count - team.settled(counter, Team.NOBODY));
    }
    acknowledged += count;
    lost += missing;
    worst = Math.max(worst, missing * PERCENT / count);
  }

  private List<Figure> figures() {
    String pace = command.equals(OneNode.BURST)
        ? "without a pause"
        : String.format(Locale.ROOT, "%,d a second", OneNode.STEADY_RATE);
    List<Figure> figures = new ArrayList<>(List.of(
        share("increments lost of a killed node, " + pace, lost),
        Figure.of("– at the worst of 8 kills, " + pace, Figure.Unit.PERCENT, worst),
        Figure.of(
            "– acknowledged until then, " + pace,
            Figure.Unit.PER_SECOND,
            acknowledged * SECOND / KILLS / BURST_MILLIS)));
    if (engine.isStored()) {
      figures.add(share("– lost once it is back with what it stored, " + pace, lostAfterReturn));
    }
    return figures;
  }

  private Figure share(String what, long missing) {
    return Figure.of(what, Figure.Unit.PERCENT, missing * PERCENT / acknowledged);
  }
}
