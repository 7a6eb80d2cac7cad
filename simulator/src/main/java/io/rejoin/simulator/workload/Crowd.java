package io.rejoin.simulator.workload;

import io.rejoin.Level;
import io.rejoin.simulator.grid.Attempt;
import io.rejoin.simulator.grid.Clients;
import io.rejoin.simulator.grid.Deed;
import io.rejoin.simulator.grid.Reading;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.scenario.OperationSpec;
import io.rejoin.simulator.scenario.Scenario;
import io.rejoin.simulator.scenario.Topology;
import io.rejoin.simulator.scenario.Workload;
import io.rejoin.simulator.workload.Deeds.Turn;
import io.rejoin.simulator.world.Draws;
import io.rejoin.simulator.world.Names;
import io.rejoin.simulator.world.Purpose;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** All clients of a scenario, at work. */
public final class Crowd {
  private final SimGrid grid;
  private final Topology topology;
  private final Deeds deeds;
  private final Draws draws;
  private final List<Client> clients = new ArrayList<>();
  private final SortedMap<String, List<String>> carriedOut = new TreeMap<>();
  private boolean working;

  /**
   * /** The clients of a scenario's workloads. */
  public Crowd(SimGrid grid, Scenario scenario) {
    this.grid = grid;
    topology = Topology.of(scenario);
    deeds = new Deeds(topology);
    draws = grid.world().draws();
    scenario.workloads().forEach(this::gather);
  }

  private void gather(Workload workload) {
    for (Topology.Node node : topology.nodes()) {
      if (workload.on().stream().anyMatch(name -> Topology.matches(node, name))) {
        for (int i = 1; i <= workload.clients(); i++) {
          clients.add(new Client(workload, new Session(workload.name(), node, i)));
        }
      }
    }
  }

  /** From now on clients work. */
  public void begin() {
    working = true;
    clients.forEach(client -> client.plan(0));
  }

  /** From now on nobody works. */
  public void end() {
    working = false;
    clients.forEach(client -> client.roamer.end());
  }

  /** What was carried out, by workload, as {@link Workload#only} names it. */
  public SortedMap<String, List<String>> carriedOut() {
    return Collections.unmodifiableSortedMap(carriedOut);
  }

  /** The n-th of many operations that one client of a node carries out, beside the others. */
  public Optional<Deed<?>> deed(OperationSpec spec, int node, String client, long n) {
    Session session = new Session(client, topology.nodes().get(node), 0);
    RandomGenerator random = draws.stream(Purpose.OPERATION, Names.subject(session.name()), n);
    return deeds.deed(new Turn(spec, session, n, 0, random));
  }

  private final class Client {
    private final Workload workload;
    private final Session session;
    private final Script script;
    private final Roamer roamer;
    private final long subject;

    Client(Workload workload, Session session) {
      this.workload = workload;
      this.session = session;
      script = new Script(workload, draws, session);
      subject = Names.subject(session.name());
      roamer = new Roamer(grid, session.name(), session.node().number(), workload.roams());
    }

    /** The n-th operation, after a while. */
    void plan(long n) {
      double one = draws.unit(Purpose.PACE, subject, 2 * n);
      double other = draws.unit(Purpose.PACE, subject, 2 * n + 1);
      grid.world().after(Math.max(1, workload.gap().nanos(one, other)), () -> {
        if (working) {
          work(n);
          plan(n + 1);
        }
      });
    }

    private void work(long n) {
      Script.Step step = script.step(n);
      String operation = session.operation(n);
      if (!workload.only().isEmpty() && !workload.only().contains(operation)) {
        return;
      }
      RandomGenerator random = draws.stream(Purpose.OPERATION, subject, n);
      Level level = Level.parse(step.operation().level());
      deeds
          .deed(new Turn(step.operation(), session, n, step.round(), random))
          .ifPresent(deed -> attempt(n, deed, level, attempt -> {
            carriedOut
                .computeIfAbsent(workload.name(), any -> new ArrayList<>())
                .add(operation);
            attempt.done().ifPresent(done -> grid.clients().await(done, level));
          }));
    }

    private void attempt(long n, Deed<?> deed, Level level, Consumer<Attempt> then) {
      int node = session.node().number();
      if (workload.roams() > 0) {
        roamer.attempt(n, deed, then);
      } else if (deed.operation() instanceof Reading) {
        Clients.Listener heard = attempt -> attempt.ifPresent(then);
        grid.clients().read(session.name(), n, node, deed, level, heard);
      } else {
        grid.clients().attempt(session.name(), n, node, deed, heard -> heard.ifPresent(then));
      }
    }
  }
}
