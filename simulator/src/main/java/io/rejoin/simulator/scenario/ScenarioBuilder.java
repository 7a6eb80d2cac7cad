package io.rejoin.simulator.scenario;

import io.rejoin.simulator.scenario.Happening.Crash;
import io.rejoin.simulator.scenario.Happening.Cut;
import io.rejoin.simulator.scenario.Happening.Direction;
import io.rejoin.simulator.scenario.Happening.DiskFate;
import io.rejoin.simulator.scenario.Happening.Heal;
import io.rejoin.simulator.scenario.Happening.LinkChange;
import io.rejoin.simulator.scenario.Happening.Pause;
import io.rejoin.simulator.scenario.Happening.Weather;
import io.rejoin.simulator.world.Distribution;
import io.rejoin.simulator.world.LinkProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Scenarios in Java, with the power of files: what has no method of its own here is given as the
 * record that it is. Begins with {@link Scenario#named}.
 */
public final class ScenarioBuilder {
  private final String name;
  private String about = "";
  private Seeds seeds = new Seeds(1, 100);
  private Times time = Times.STANDARD;
  private GridSetting grid = GridSetting.STANDARD;
  private final SortedMap<String, BucketSetting> buckets = new TreeMap<>();
  private final List<SiteBlock> blocks = new ArrayList<>();
  private final List<LinkRule> links = new ArrayList<>();
  private final List<Workload> workloads = new ArrayList<>();
  private final List<TimelineItem> timeline = new ArrayList<>();
  private Swarm swarm = Swarm.NONE;
  private final List<CheckSpec> checks = new ArrayList<>();
  private final SortedSet<String> cover = new TreeSet<>();
  private final SortedSet<String> violated = new TreeSet<>();
  private final SortedSet<String> without = new TreeSet<>();

  ScenarioBuilder(String name) {
    this.name = name;
  }

  /** One or two sentences for people. */
  public ScenarioBuilder about(String text) {
    about = text;
    return this;
  }

  public ScenarioBuilder seeds(long from, long to) {
    seeds = new Seeds(from, to);
    return this;
  }

  public ScenarioBuilder time(Duration warmup, Duration run, Duration settle) {
    time = new Times(warmup, run, settle);
    return this;
  }

  public ScenarioBuilder grid(GridSetting setting) {
    grid = setting;
    return this;
  }

  public ScenarioBuilder bucket(String bucket, BucketSetting setting) {
    buckets.put(bucket, setting);
    return this;
  }

  /** One site of this name. */
  public ScenarioBuilder site(String site, int nodes) {
    return sites(SiteBlock.of(site, 0, nodes));
  }

  /** Sites {@code block-1} and so on. */
  public ScenarioBuilder sites(String block, int count, int nodes) {
    return sites(SiteBlock.of(block, count, nodes));
  }

  public ScenarioBuilder sites(SiteBlock block) {
    blocks.add(block);
    return this;
  }

  /** The network within each of the sites that this names. */
  public ScenarioBuilder linkWithin(String sites, LinkProfile profile) {
    return link(new LinkRule(sites, sites, true, Optional.of(profile)));
  }

  /** The network between sites, both ways. */
  public ScenarioBuilder link(String one, String other, LinkProfile profile) {
    return bothWays(one, other, Optional.of(profile));
  }

  /** These never reach each other directly. */
  public ScenarioBuilder noLink(String one, String other) {
    return bothWays(one, other, Optional.empty());
  }

  private ScenarioBuilder bothWays(String one, String other, Optional<LinkProfile> profile) {
    link(new LinkRule(one, other, false, profile));
    return one.equals(other) ? this : link(new LinkRule(other, one, false, profile));
  }

  /** One way. A later rule for the same nodes takes the place of an earlier one. */
  public ScenarioBuilder link(LinkRule rule) {
    links.removeIf(rule::isLike);
    links.add(rule);
    return this;
  }

  /** Clients at all nodes, with one operation in a second each, if nothing else is said. */
  public ScenarioBuilder clients(String workload, UnaryOperator<Clients> what) {
    return clients(what.apply(new Clients(workload)).build());
  }

  public ScenarioBuilder clients(Workload workload) {
    workloads.add(workload);
    return this;
  }

  /** Something happens so long after the warm-up. */
  public When at(Duration at) {
    return new When(this, at);
  }

  public ScenarioBuilder swarm(double switchOffEach) {
    swarm = new Swarm(switchOffEach);
    return this;
  }

  /** Checks without settings. */
  public ScenarioBuilder check(CheckName... names) {
    for (CheckName check : names) {
      checks.add(CheckSpec.of(check.toString()));
    }
    return this;
  }

  public ScenarioBuilder check(CheckSpec check) {
    checks.add(check);
    return this;
  }

  /** After the last heal, all have the same after this time at most. */
  public ScenarioBuilder checkConvergesWithin(Duration bound) {
    return check(CheckSpec.convergeWithin(bound));
  }

  /** Kinds of happening that must occur in at least one of the seeds. */
  public ScenarioBuilder cover(String... kinds) {
    cover.addAll(Arrays.asList(kinds));
    return this;
  }

  /** These checks must be violated in at least one of the seeds. */
  public ScenarioBuilder expectViolationOf(CheckName... names) {
    for (CheckName check : names) {
      violated.add(check.toString());
    }
    return this;
  }

  /** Leaves out sites and nodes as if they had never been. */
  public ScenarioBuilder without(String... names) {
    without.addAll(Arrays.asList(names));
    return this;
  }

  /**
   * The scenario.
   *
   * @throws IllegalArgumentException if it cannot be run
   */
  public Scenario build() {
    for (TimelineItem item : timeline) {
      for (String selector : item.happening().selectors()) {
        if (!Topology.isKnown(blocks, selector)) {
          throw new IllegalArgumentException("no nodes are called '" + selector + "'");
        }
      }
    }
    return new Scenario(
        name,
        about,
        seeds,
        time,
        grid,
        buckets,
        blocks,
        links,
        workloads,
        timeline,
        swarm,
        checks,
        cover,
        new Expectation(violated),
        without);
  }

  /** What clients do. */
  public static final class Clients {
    private final String name;
    private List<String> on = List.of("all");
    private int perNode = 1;
    private double roams;
    private Distribution gap = Distribution.exponential(1e9);
    private final List<OperationSpec> mix = new ArrayList<>();
    private List<String> script = List.of();

    private Clients(String name) {
      this.name = name;
    }

    public Clients on(String... places) {
      on = List.of(places);
      return this;
    }

    public Clients perNode(int clients) {
      perNode = clients;
      return this;
    }

    /** So often, from 0 to 1, a client goes to another node before it does something. */
    public Clients roams(double share) {
      roams = share;
      return this;
    }

    /** Operations of each client in a second, at any time alike. */
    public Clients rate(double perSecond) {
      return gap(Distribution.exponential(1e9 / perSecond));
    }

    /** Time between two operations of a client, in nanoseconds. */
    public Clients gap(Distribution gap) {
      this.gap = gap;
      return this;
    }

    /** Chooses this operation so often, beside the others. */
    public Clients mix(int weight, OperationName op, String key) {
      return mix(OperationSpec.of(weight, op.toString(), key));
    }

    public Clients mix(OperationSpec operation) {
      mix.add(operation);
      return this;
    }

    /** Steps in place of choosing, such as {@code cart.add*}. */
    public Clients script(String... steps) {
      script = List.of(steps);
      return this;
    }

    private Workload build() {
      return new Workload(name, on, perNode, roams, gap, mix, script, new TreeSet<>());
    }
  }

  /** A time at which something happens. */
  public static final class When {
    private final ScenarioBuilder builder;
    private final Duration at;
    private Optional<Distribution> every = Optional.empty();
    private Optional<Distribution> lasts = Optional.empty();

    private When(ScenarioBuilder builder, Duration at) {
      this.builder = builder;
      this.at = at;
    }

    /** Again after such gaps, in nanoseconds, until a heal. */
    public When every(Distribution gap) {
      every = Optional.of(gap);
      return this;
    }

    /** Ends after this time; else at a heal. */
    public When lasting(Duration time) {
      return lasting(Distribution.constant(time));
    }

    public When lasting(Distribution time) {
      lasts = Optional.of(time);
      return this;
    }

    /** Cuts nodes off from all others. */
    public ScenarioBuilder cut(String... some) {
      return cut(List.of(some), List.of("rest"));
    }

    public ScenarioBuilder cut(List<String> some, List<String> others) {
      return happens(new Cut(List.of(some, others), List.of(), Direction.BOTH));
    }

    /** These hear nothing from the others but are heard. */
    public ScenarioBuilder deafen(List<String> some, List<String> others) {
      return happens(new Cut(List.of(some, others), List.of(), Direction.IN));
    }

    public ScenarioBuilder weather(String one, String other, LinkChange change) {
      return happens(new Weather(List.of(one), List.of(other), change));
    }

    public ScenarioBuilder crash(String who, DiskFate disk, Duration restartAfter) {
      return happens(new Crash(List.of(who), disk, Optional.of(restartAfter), Duration.ZERO));
    }

    public ScenarioBuilder pause(String... on) {
      return happens(new Pause(List.of(on)));
    }

    /** Every fault ends. */
    public ScenarioBuilder heal() {
      return happens(new Heal());
    }

    /** Anything that can happen. */
    public ScenarioBuilder happens(Happening happening) {
      builder.timeline.add(new TimelineItem(at, every, lasts, happening));
      return builder;
    }
  }
}
