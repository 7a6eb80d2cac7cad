package io.rejoin.examples.logistics.voyage;

import io.rejoin.examples.logistics.Depot;
import io.rejoin.grid.Grid;
import io.rejoin.simulator.check.Finding;
import io.rejoin.simulator.client.SimulatedClient;
import io.rejoin.simulator.client.SimulatedGrid;
import io.rejoin.simulator.report.RunSummary;
import io.rejoin.simulator.scenario.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Plays the plan: the same classes as anywhere else, over the simulator's virtual time, in which
 * days pass in seconds and messages take as long as the distance says.
 */
public final class Story implements AutoCloseable {
  /** Between two things that a site does, in hours, about. */
  private static final double PACE = 0.6;

  private final Plan plan;
  private final Scenario scenario;
  private final long seed;
  private final SimulatedGrid grid;
  private final Function<Grid, Depot> kind;
  private final Consumer<Beat> listener;
  private final Ledger ledger = new Ledger();
  private final Lag lag;
  private final List<Beat> beats = new ArrayList<>();
  private final List<Mail> mails = new ArrayList<>();

  /**
   * A story that has not begun.
   *
   * @param kind how a site's depot is made
   * @param folder where bundles are written
   * @param listener hears what happens, while it does
   */
  public Story(
      Plan plan, long seed, Function<Grid, Depot> kind, Path folder, Consumer<Beat> listener) {
    this.plan = plan;
    this.seed = seed;
    this.kind = kind;
    this.listener = listener;
    scenario = plan.scenario();
    grid = SimulatedGrid.of(scenario, seed);
    lag = new Lag(plan.sites());
    grid.check(lag);
    new Incidents(this, folder).schedule();
    for (String site : plan.sites()) {
      Shift shift = new Shift(site, plan.ships().stream().map(Ship::name).toList());
      client(site)
          .every(plan.time(PACE), client -> shift.work(desk(client.grid()), client.random()));
    }
  }

  Plan plan() {
    return plan;
  }

  Lag lag() {
    return lag;
  }

  SimulatedClient client(String site) {
    return grid.client(site + "/1");
  }

  /** Somebody at a site does something at an hour of the story. */
  void at(double hour, String site, Consumer<Desk> step) {
    client(site).after(plan.time(hour), client -> step.accept(desk(client.grid())));
  }

  /** What a site shows now. */
  Depot depot(String site) {
    return kind.apply(node(site));
  }

  Grid node(String site) {
    return grid.node(site + "/1");
  }

  private Desk desk(Grid node) {
    return new Desk(kind.apply(node), ledger);
  }

  void tell(double hour, String text, Object... details) {
    Beat beat = new Beat(hour, String.format(Locale.ROOT, text, details));
    beats.add(beat);
    listener.accept(beat);
  }

  void delivered(Mail mail) {
    mails.add(mail);
  }

  /** Plays it, once. */
  public Outcome play() {
    long begin = System.nanoTime();
    RunSummary summary = grid.run();
    Map<String, Depot> sites = new LinkedHashMap<>();
    plan.sites().forEach(site -> sites.put(site, depot(site)));
    List<Promise> promises = new ArrayList<>(new Audit(ledger, sites).promises());
    promises.add(nothingLacks(summary));
    return new Outcome(
        plan,
        seed,
        scenario.time().warmup(),
        List.copyOf(beats),
        List.copyOf(mails),
        lag.meetings(),
        lag.curves(),
        lag.done(),
        promises,
        Duration.ofNanos(System.nanoTime() - begin));
  }

  private Promise nothingLacks(RunSummary summary) {
    List<String> broken = summary.checks().stream()
        .filter(finding -> finding.violations() > 0)
        .map(Finding::toString)
        .toList();
    long all = lag.done().values().stream().mapToLong(Integer::longValue).sum();
    return new Promise(
        "every operation has come to every site, those of the ships too, and all digests are equal",
        all * (plan.sites().size() - 1),
        broken);
  }

  @Override
  public void close() {
    grid.close();
  }
}
