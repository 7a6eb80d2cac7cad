package io.rejoin.simulator.run;

import io.rejoin.node.core.frame.Lane;
import io.rejoin.simulator.check.Check;
import io.rejoin.simulator.check.Checks;
import io.rejoin.simulator.check.Finding;
import io.rejoin.simulator.check.Forgets;
import io.rejoin.simulator.check.MembershipConverges;
import io.rejoin.simulator.check.RootsEqual;
import io.rejoin.simulator.check.Verdict;
import io.rejoin.simulator.fault.Director;
import io.rejoin.simulator.fault.Ending;
import io.rejoin.simulator.grid.Attempt;
import io.rejoin.simulator.grid.Observer;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import io.rejoin.simulator.grid.Traffic;
import io.rejoin.simulator.grid.Variation;
import io.rejoin.simulator.measure.Convergence;
import io.rejoin.simulator.measure.Convergence.Heal;
import io.rejoin.simulator.report.RunSummary;
import io.rejoin.simulator.scenario.CheckName;
import io.rejoin.simulator.scenario.Happening.Join;
import io.rejoin.simulator.scenario.Scenario;
import io.rejoin.simulator.scenario.TimelineItem;
import io.rejoin.simulator.scenario.Topology;
import io.rejoin.simulator.workload.Crowd;
import io.rejoin.simulator.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * One run of a scenario under a seed: the nodes find each other, clients work while the timeline
 * happens, all is healed, the nodes settle, and the checks conclude. The nodes stay as they are
 * then, for whoever wants to look at them.
 */
public final class Simulation {
  private static final Duration SAMPLE = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final Duration STEADY = Duration.ofSeconds(3);

  private static final String VERSION = Optional.ofNullable(
          Simulation.class.getPackage().getImplementationVersion())
      .orElse("unpackaged");

  private final Scenario scenario;
  private final long seed;
  private final World world;
  private final SimGrid grid;
  private final Crowd crowd;
  private final Director director;
  private final List<Check> checks = new ArrayList<>();
  private final List<Observer> observers = new ArrayList<>();
  private final Tally tally = new Tally();
  private final Convergence convergence = new Convergence();
  private final List<Runnable> onStart = new ArrayList<>();
  private final List<Runnable> onEnd = new ArrayList<>();

  /** What clients tried, in figures. */
  private static final class Tally implements Observer {
    private long attempted;
    private long ok;
    private long refused;
    private long during;
    private long answeredDuring;

    @Override
    public void attempted(SimGrid grid, Attempt attempt) {
      boolean isAnswered = attempt.outcome() != Attempt.Outcome.FAILED;
      attempted++;
      ok += attempt.outcome() == Attempt.Outcome.OK ? 1 : 0;
      refused += attempt.outcome() == Attempt.Outcome.REFUSED ? 1 : 0;
      during += attempt.during() ? 1 : 0;
      answeredDuring += attempt.during() && isAnswered ? 1 : 0;
    }
  }

  /** A run of sound nodes. */
  public Simulation(Scenario scenario, long seed) {
    this(scenario, seed, Variation.NONE);
  }

  /** A run of nodes that are built otherwise. */
  public Simulation(Scenario scenario, long seed, Variation variation) {
    this.scenario = Drawn.of(scenario, seed);
    this.seed = seed;
    world = new World(seed);
    grid = new SimGrid(world, this.scenario, variation);
    crowd = new Crowd(grid, this.scenario);
    director = new Director(grid, Topology.of(this.scenario), crowd::deed);
    observe(tally);
    observe(convergence);
    Checks.of(this.scenario).forEach(this::check);
  }

  /** Runs a scenario under a seed. */
  public static RunSummary run(Scenario scenario, long seed) {
    return new Simulation(scenario, seed).run();
  }

  /** The scenario as the seed has drawn it. */
  public Scenario scenario() {
    return scenario;
  }

  public SimGrid grid() {
    return grid;
  }

  /** What clients of the scenario carried out, by workload. */
  public SortedMap<String, List<String>> carriedOut() {
    return crowd.carriedOut();
  }

  /** Lets somebody hear of all that happens; before the run. */
  public void observe(Observer observer) {
    observers.add(observer);
    grid.observe(observer);
  }

  /** One more thing that must hold; before the run. */
  public void check(Check check) {
    checks.add(check);
    observe(check);
  }

  /** Runs when clients begin to work. */
  public void onStart(Runnable task) {
    onStart.add(task);
  }

  /** Runs when clients cease to work, before all is healed. */
  public void onEnd(Runnable task) {
    onEnd.add(task);
  }

  /** Runs it, once. */
  public RunSummary run() {
    long begin = System.nanoTime();
    start();
    long warmup = scenario.time().warmup().toNanos();
    world.after(SAMPLE, this::sample);
    world.runUntil(warmup);
    crowd.begin();
    onStart.forEach(Runnable::run);
    scenario.timeline().forEach(item -> plan(item, warmup));
    world.runUntil(warmup + scenario.time().run().toNanos());
    crowd.end();
    onEnd.forEach(Runnable::run);
    director.heal();
    grid.network().steady();
    long healed = world.now();
    OptionalLong agreed = settle();
    forget(healed);
    observers.forEach(observer -> observer.sample(grid));
    List<Finding> findings = conclude();
    return summary(findings, agreed, (System.nanoTime() - begin) / 1e9);
  }

  /** All but those who join later. */
  private void start() {
    Topology topology = Topology.of(scenario);
    TreeSet<Integer> absent = new TreeSet<>();
    for (TimelineItem item : scenario.timeline()) {
      if (item.happening() instanceof Join join) {
        absent.addAll(topology.select(join.on(), new SplittableRandom(0)));
      }
    }
    for (SimNode node : grid.nodes()) {
      if (!absent.contains(node.number())) {
        grid.start(node.number());
      }
    }
  }

  private void plan(TimelineItem item, long warmup) {
    world.at(warmup + item.at().toNanos(), () -> {
      Ending ending = director.begin(item.happening());
      item.lasts().ifPresent(time -> world.after(time.nanos(0, 0), ending::end));
    });
  }

  private void sample() {
    observers.forEach(observer -> observer.sample(grid));
    world.after(SAMPLE, this::sample);
  }

  /** The time from the last heal until all nodes agreed, and went on to agree. */
  private OptionalLong settle() {
    long healed = world.now();
    long agreed = -1;
    while (world.now() - healed <= scenario.time().settle().toNanos()) {
      boolean agree = RootsEqual.holds(grid) && MembershipConverges.holds(grid);
      if (!agree) {
        agreed = -1;
      } else if (agreed < 0) {
        agreed = world.now();
      } else if (world.now() - agreed >= STEADY.toNanos()) {
        return OptionalLong.of(agreed - healed);
      }
      world.runUntil(world.now() + LOOK.toNanos());
    }
    return OptionalLong.empty();
  }

  /** Where a scenario wants everything forgotten, there is time for it as long as for settling. */
  private void forget(long healed) {
    boolean asked = scenario.checks().stream()
        .anyMatch(check -> check.name().equals(CheckName.FORGETS.toString()));
    long end = healed + scenario.time().settle().toNanos();
    while (asked && world.now() < end && !Forgets.holds(grid)) {
      world.runUntil(world.now() + LOOK.toNanos());
    }
  }

  private List<Finding> conclude() {
    List<Finding> findings = new ArrayList<>();
    Failures.finding(grid).ifPresent(findings::add);
    checks.forEach(check -> findings.add(check.conclude(grid)));
    return findings;
  }

  /**
   * A check that was asked for by name must have had something to look at; of those that every
   * scenario gets, one at least. Of what is not built yet nothing is known.
   */
  private Verdict verdict(List<Finding> findings) {
    boolean asked = !scenario.checks().isEmpty();
    boolean unknown = false;
    boolean passed = false;
    for (Finding finding : findings) {
      if (finding.verdict() == Verdict.VIOLATION) {
        return Verdict.VIOLATION;
      }
      unknown |= finding.verdict() == Verdict.UNKNOWN && (asked || finding.isNotBuilt());
      passed |= finding.verdict() == Verdict.PASS;
    }
    return passed && !unknown ? Verdict.PASS : Verdict.UNKNOWN;
  }

  private OptionalLong convergedMillis(OptionalLong agreed) {
    OptionalLong converged = agreed;
    for (Heal heal : convergence.heals()) {
      if (!heal.isVoid()) {
        converged = heal.converged().isPresent()
            ? OptionalLong.of(heal.converged().getAsLong() - heal.time())
            : OptionalLong.empty();
      }
    }
    return converged.isPresent()
        ? OptionalLong.of(Duration.ofNanos(converged.getAsLong()).toMillis())
        : converged;
  }

  private RunSummary summary(List<Finding> findings, OptionalLong agreed, double wallSeconds) {
    long failed = tally.attempted - tally.ok - tally.refused;
    return new RunSummary(
        scenario.name(),
        seed,
        verdict(findings),
        findings,
        grid.nodes().size(),
        world.steps(),
        world.now() / 1e9,
        wallSeconds,
        convergedMillis(agreed),
        new RunSummary.Operations(tally.attempted, tally.ok, tally.refused, failed),
        new RunSummary.Answered(tally.during, tally.answeredDuring),
        new RunSummary.Traffic(
            grid.traffic().bytes(),
            grid.traffic().bytes(Lane.DELTA),
            grid.traffic().bytes(Lane.REPAIR),
            grid.traffic().bytes(Lane.MEMBERSHIP),
            crossings(grid.traffic())),
        world.trace().toString(),
        VERSION,
        "rejoin simulate " + scenario.name() + " --seed " + seed);
  }

  private static List<RunSummary.Crossing> crossings(Traffic traffic) {
    List<RunSummary.Crossing> crossings = new ArrayList<>();
    traffic
        .between()
        .forEach((pair, sent) -> crossings.add(
            new RunSummary.Crossing(pair.from(), pair.to(), sent.bytes(), sent.delta())));
    return crossings;
  }
}
