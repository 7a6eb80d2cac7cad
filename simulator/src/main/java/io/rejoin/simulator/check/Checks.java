package io.rejoin.simulator.check;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Item;
import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.type.Erasure;
import io.rejoin.node.core.Change;
import io.rejoin.simulator.check.Finding.Draft;
import io.rejoin.simulator.grid.Done;
import io.rejoin.simulator.grid.Journal.Fate;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import io.rejoin.simulator.measure.Holders;
import io.rejoin.simulator.scenario.CheckSpec;
import io.rejoin.simulator.scenario.Happening;
import io.rejoin.simulator.scenario.Happening.DiskFate;
import io.rejoin.simulator.scenario.Scenario;
import io.rejoin.simulator.scenario.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/** The checks by name, and those of a scenario. */
public final class Checks {
  /** Asked of every scenario that names none: all that need no settings. */
  private static final List<String> STANDARD = List.of(
      "local-availability",
      "roots-equal",
      "views-agree",
      "no-lost-adds",
      "no-resurrected-removes",
      "counters-exact",
      "never-oversold",
      "carts-exact",
      "dots-unique",
      "clocks-sound",
      "membership-converges",
      "read-your-writes",
      "monotonic-reads",
      "durable-after-ack",
      "corruption-contained",
      "lattice-laws");

  private static final Duration CONVERGED = Duration.ofSeconds(60);

  private Checks() {}

  /** Fresh ones for one run of a scenario, in the order in which it names them. */
  public static List<Check> of(Scenario scenario) {
    List<Topology.Node> nodes = Topology.of(scenario).nodes();
    IntToLongFunction unsynced =
        number -> nodes.get(number).block().disk().unsynced().toNanos();
    List<Check> checks = new ArrayList<>();
    for (CheckSpec spec : specs(scenario)) {
      of(spec, unsynced).ifPresent(checks::add);
    }
    checks.addAll(NotBuilt.of(scenario));
    return checks;
  }

  /** The names of those that every scenario gets that names none. */
  public static List<String> standard() {
    return STANDARD;
  }

  private static List<CheckSpec> specs(Scenario scenario) {
    return scenario.checks().isEmpty()
        ? STANDARD.stream().map(CheckSpec::of).toList()
        : scenario.checks();
  }

  /** The check of a name; {@code deterministic} is none, as it takes two runs. */
  static Optional<Check> of(CheckSpec spec, IntToLongFunction unsynced) {
    return Optional.ofNullable(
        switch (spec.name()) {
          case "local-availability" ->
            new LocalAvailability(number(spec, "within", LocalAvailability.SOON.toNanos()));
          case "converge-within" ->
            new ConvergeWithin(
                number(spec, "within", CONVERGED.toNanos()),
                spec.settings().getOrDefault("after", "last-heal").equals("every-heal"));
          case "roots-equal" -> new RootsEqual();
          case "views-agree" -> new ViewsAgree();
          case "no-lost-adds" -> new NoLostAdds();
          case "no-resurrected-removes" -> new NoResurrectedRemoves();
          case "counters-exact" -> new CountersExact();
          case "never-oversold" -> new NeverOversold();
          case "carts-exact" -> new CartsExact();
          case "dots-unique" -> new DotsUnique();
          case "clocks-sound" -> new ClocksSound();
          case "membership-converges" ->
            new MembershipConverges(
                number(spec, "within", Long.MAX_VALUE),
                number(spec, "suspicions-below", Long.MAX_VALUE));
          case "read-your-writes" -> SessionReads.readYourWrites();
          case "monotonic-reads" -> SessionReads.monotonicReads();
          case "fresh-reads" -> SessionReads.freshReads();
          case "durable-after-ack" -> new DurableAfterAck(unsynced);
          case "copies-live" -> new CopiesLive();
          case "lattice-laws" -> new LatticeLaws();
          case "forgets" -> new Forgets();
          case "expires" -> new Expires();
          case "corruption-contained" -> new CorruptionContained();
          case "bytes-bound" -> bytes(spec);
          case "deterministic" -> null;
          default -> throw new IllegalArgumentException("no check is named " + spec.name());
        });
  }

  private static Check bytes(CheckSpec spec) {
    return new BytesBound(new BytesBound.Limits(
        number(spec, "bytes-per-node-per-minute-below", Long.MAX_VALUE),
        number(spec, "buffers-below", Long.MAX_VALUE),
        decimal(spec, "repair-factor"),
        number(spec, "repair-per-pair", 0),
        decimal(spec, "copies-per-site-below")));
  }

  private static double decimal(CheckSpec spec, String setting) {
    String text = spec.settings().get(setting);
    return text == null ? Double.MAX_VALUE : Double.parseDouble(text);
  }

  private static long number(CheckSpec spec, String setting, long otherwise) {
    String text = spec.settings().get(setting);
    return text == null ? otherwise : Long.parseLong(text);
  }

  /** Something that the scenario asks for and nodes do not do yet: nothing is known of it. */
  private record NotBuilt(String name, String what) implements Check {

    static List<Check> of(Scenario scenario) {
      List<Check> notBuilt = new ArrayList<>();
      scenario.buckets().forEach((name, bucket) -> {
        if (bucket.isBeyondToday()) {
          notBuilt.add(new NotBuilt("bucket " + name, "buckets in memory"));
        }
      });
      return notBuilt;
    }

    @Override
    public Finding conclude(SimGrid grid) {
      return Finding.notBuilt(name, what);
    }
  }

  /** No two operations of the whole run used one dot. */
  static final class DotsUnique implements Check {
    @Override
    public String name() {
      return "dots-unique";
    }

    @Override
    public Finding conclude(SimGrid grid) {
      Draft draft = new Draft(name());
      draft.looked(grid.journal().changing().size());
      grid.journal().reusedDots().forEach(what -> draft.violation(Violation.of(grid, what)));
      return draft.finding();
    }
  }

  /** Whatever went bad on a disk or on the way and was read was found out. */
  static final class CorruptionContained implements Check {
    @Override
    public String name() {
      return "corruption-contained";
    }

    @Override
    public Finding conclude(SimGrid grid) {
      Draft draft = new Draft(name());
      draft.looked(grid.corruptRead());
      long unseen = grid.corruptRead() - grid.corruptDetected();
      if (unseen > 0) {
        draft.violation(Violation.of(grid, unseen + " corrupted frames were taken for good"));
      }
      for (SimNode node : grid.nodes()) {
        draft.looked(node.disk().detected() + node.disk().undetected());
        if (node.disk().undetected() > 0) {
          String what = node + " took damaged records for good";
          draft.violation(Violation.of(grid, what).at(node));
        }
      }
      return draft.finding();
    }
  }

  /**
   * Whoever gives up what it had of an entry leaves as many copies with others as there are owners,
   * by its own view. Who lost a disk lately has said before that it keeps something, perhaps.
   */
  static final class CopiesLive implements Check {
    private static final long LATELY = Duration.ofSeconds(60).toNanos();

    private final Draft draft = new Draft(name());
    private final Map<Integer, Long> lost = new HashMap<>();

    @Override
    public String name() {
      return "copies-live";
    }

    @Override
    public void begins(SimGrid grid, Happening what, SortedSet<Integer> nodes) {
      boolean loses = what instanceof Happening.OldImage
          || what instanceof Happening.Corrupt
          || (what instanceof Happening.Crash crash && crash.disk() != DiskFate.KEPT);
      if (loses) {
        nodes.forEach(node -> lost.put(node, grid.world().now()));
      }
    }

    @Override
    public void gaveUp(SimGrid grid, GivenUp what) {
      int owners = what.node().core().ownership().of(what.group()).size();
      for (Done done : grid.journal().changing()) {
        boolean concerns = what.had().contains(done.number())
            && grid.placing().of(done.deed().key()).equals(what.group())
            && !grid.node(done.node()).wasEvicted();
        if (concerns) {
          draft.looked(1);
          long copies = grid.nodes().stream()
              .filter(node -> node != what.node() && has(grid, node, done))
              .count();
          if (copies < owners) {
            String text = what.node() + " gave up " + done + ", of which " + copies
                + " other nodes have a copy, and not " + owners;
            draft.violation(Violation.of(grid, text).at(what.node()).by(done));
          }
        }
      }
    }

    private boolean has(SimGrid grid, SimNode node, Done done) {
      EntryKey key = done.deed().key();
      Dot number = done.number();
      boolean claims = node.isUp()
          && node.replicas()
              .of(key)
              .filter(replica -> replica.clock().operations().contains(number))
              .isPresent();
      return !node.wasEvicted()
          && (claims
              || node.hasSeen(key, node.state(key), number)
              || grid.world().now() - lost.getOrDefault(node.number(), Long.MIN_VALUE / 2)
                  < LATELY);
    }

    @Override
    public Finding conclude(SimGrid grid) {
      return draft.finding();
    }
  }

  /** What was written, and removed by nobody, is live at every node that holds the entry. */
  static final class NoLostAdds implements Check {
    private record Kept(Done done, Item item) {}

    @Override
    public String name() {
      return "no-lost-adds";
    }

    @Override
    public Finding conclude(SimGrid grid) {
      Draft draft = new Draft(name());
      draft.figure("indeterminate", grid.journal().lost());
      grid.journal().byKey().forEach((key, history) -> {
        List<Kept> expected = expected(grid, history);
        draft.looked(expected.size());
        for (SimNode node : Holders.of(grid, key)) {
          State state = node.state(key);
          for (Kept kept : expected) {
            if (!state.shows(kept.item().dot())) {
              String what = node + " lacks what was written by " + kept.done();
              draft.violation(Violation.of(grid, what).at(node).by(kept.done()));
            }
          }
        }
      });
      return draft.finding();
    }

    private static List<Kept> expected(SimGrid grid, List<Done> history) {
      List<Kept> expected = new ArrayList<>();
      for (Done done : history) {
        for (Item item : done.items()) {
          if (grid.journal().fateOf(item.dot()) == Fate.LIVE) {
            expected.add(new Kept(done, item));
          }
        }
      }
      return expected;
    }
  }

  /**
   * What nobody changed for the time that its bucket says is erased, and not before. One node does
   * it; each that is away costs a turn.
   */
  static final class Expires implements Check {
    private static final long TURN = Duration.ofSeconds(30).toNanos();

    private final Draft draft = new Draft(name());
    private final Map<EntryKey, Long> changes = new HashMap<>();
    private long now;

    @Override
    public String name() {
      return "expires";
    }

    @Override
    public void sample(SimGrid grid) {
      now = grid.world().now();
    }

    @Override
    public void changed(SimNode node, Change change) {
      changes.put(change.key(), now);
    }

    @Override
    public Finding conclude(SimGrid grid) {
      Map<Dot, Done> writers = new HashMap<>();
      for (Done done : grid.journal().changing()) {
        done.written().written().forEach(dot -> writers.put(dot, done));
        if (done.isExpiry()) {
          draft.looked(1);
          done.written().removed().forEach(dot -> early(grid, done, writers.get(dot)));
        }
      }
      changes.forEach((key, changed) -> late(grid, key, changed));
      return draft.finding();
    }

    private static long life(SimGrid grid, EntryKey key) {
      return grid.buckets().of(key).ttl().map(Duration::toNanos).orElse(Long.MAX_VALUE / 2);
    }

    private void early(SimGrid grid, Done erasure, @Nullable Done writer) {
      if (writer != null
          && erasure.time() - writer.time() < life(grid, writer.deed().key())) {
        String what = erasure + " took too early what was written by " + writer;
        draft.violation(Violation.of(grid, what).by(erasure));
      }
    }

    private void late(SimGrid grid, EntryKey key, long changed) {
      long turns =
          TURN * (grid.nodes().size() + 1) + grid.setting().driftBound().toNanos();
      boolean isDue = now - changed > life(grid, key) + turns && Erasure.canErase(key.type());
      for (SimNode node : isDue ? Holders.of(grid, key) : List.<SimNode>of()) {
        if (node.state(key).size() > 0) {
          String what = node + " still holds " + key.key().utf8() + " that should have expired";
          draft.violation(Violation.of(grid, what).at(node).in(key));
        }
      }
    }
  }

  /** Every entry that any running node holds, in the order of the keys. */
  static SortedSet<EntryKey> keys(SimGrid grid) {
    TreeSet<EntryKey> keys = new TreeSet<>(grid.journal().byKey().keySet());
    for (SimNode node : grid.up()) {
      keys.addAll(node.replicas().keys(key -> true));
    }
    return keys;
  }
}
