package io.rejoin.examples.soak;

import io.rejoin.examples.demo.grid.Engine;
import io.rejoin.examples.demo.grid.GridNode;
import io.rejoin.examples.demo.grid.Plan;
import io.rejoin.examples.demo.grid.ShopGrid;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * The script: writers write, nodes are killed and started again on their disks, one, several or all
 * at once, and at the end everybody is compared with what was answered.
 */
final class Soak {
  private static final int NODES = 3;
  private static final int SHORTEST_PAUSE_MS = 200;
  private static final int LONGEST_PAUSE_MS = 1_500;
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final String BUCKETS = "buckets.%s.durability = sync".formatted(Load.SYNC);

  private final int kills;
  private final long seed;
  private final SplittableRandom random;
  private final Answers answers = new Answers();
  private int killed;
  private int blackouts;

  Soak(int kills, long seed) {
    this.kills = kills;
    this.seed = seed;
    random = new SplittableRandom(seed);
  }

  /** Starts a grid of its own. */
  static ShopGrid grid(long seed) throws IOException, InterruptedException {
    Plan plan = new Plan(Engine.BUILTIN, List.of("soak"), NODES, BUCKETS);
    return ShopGrid.start(plan, new SplittableRandom(seed));
  }

  Outcome run(ShopGrid grid, Consumer<String> events) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    try (Load load = new Load(grid, answers, random.split())) {
      load.begin();
      while (killed < kills) {
        Thread.sleep(random.nextInt(SHORTEST_PAUSE_MS, LONGEST_PAUSE_MS));
        kill(grid, victims(grid.nodes()), events);
      }
      Thread.sleep(SHORTEST_PAUSE_MS);
    }
    events.accept("the writers have stopped; waiting for equal roots");
    grid.awaitEqualRoots(System.nanoTime(), LIMIT);
    List<Verdict> verdicts = new ArrayList<>();
    for (GridNode node : grid.nodes()) {
      verdicts.add(Verdict.of(node.client(), answers));
    }
    return new Outcome(
        seed,
        killed,
        blackouts,
        answers.acknowledged(),
        answers.unanswered(),
        Verdict.worst(verdicts),
        answers.reused().size(),
        grid.roots().size(),
        Duration.ofNanos(System.nanoTime() - begin));
  }

  /** Of five times one node, once two, and once all: then no peer has what a disk has lost. */
  private List<GridNode> victims(List<GridNode> nodes) {
    List<GridNode> left = new ArrayList<>(nodes);
    List<GridNode> victims = new ArrayList<>();
    int[] sizes = {1, 1, 1, 2, NODES};
    int size = Math.min(sizes[random.nextInt(sizes.length)], kills - killed);
    while (victims.size() < size) {
      victims.add(left.remove(random.nextInt(left.size())));
    }
    return victims;
  }

  private void kill(ShopGrid grid, List<GridNode> victims, Consumer<String> events)
      throws IOException, InterruptedException {
    for (GridNode victim : victims) {
      grid.kill(victim);
    }
    killed += victims.size();
    blackouts += victims.size() == NODES ? 1 : 0;
    grid.restart(victims);
    events.accept("%,d of %,d kills, %,d writes acknowledged; now %s"
        .formatted(
            killed,
            kills,
            answers.acknowledged(),
            String.join(", ", victims.stream().map(one -> one.spec().name()).toList())));
  }
}
