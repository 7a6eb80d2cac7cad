package io.rejoin.simulator.scenario;

import io.rejoin.simulator.world.LinkProfile;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A run before it is run: who is there, over which links, what their clients do, what befalls them
 * and what must hold. A scenario and a seed make one run, always the same.
 *
 * @param name as in reports: lower case and hyphens
 * @param about one or two sentences for people
 * @param seeds to run if nobody says otherwise
 * @param blocks of sites; a node's number is its place in {@link Topology#of}
 * @param links the last rule that matches a pair of nodes holds; without one, nodes of a site have
 *     a {@link LinkProfile#lan} and all others a {@link LinkProfile#wan}
 * @param timeline what befalls the nodes, times counted from the end of the warm-up
 * @param swarm which part of the timeline happens at all, by seed
 * @param cover kinds of happening that must occur at least once over all seeds
 * @param without sites and nodes that are left out as if they had never been, by name; the names
 *     and chances of all others stay as they are
 */
public record Scenario(
    String name,
    String about,
    Seeds seeds,
    Times time,
    GridSetting grid,
    SortedMap<String, BucketSetting> buckets,
    List<SiteBlock> blocks,
    List<LinkRule> links,
    List<Workload> workloads,
    List<TimelineItem> timeline,
    Swarm swarm,
    List<CheckSpec> checks,
    SortedSet<String> cover,
    Expectation expect,
    SortedSet<String> without) {
  public Scenario {
    buckets = new TreeMap<>(buckets);
    blocks = List.copyOf(blocks);
    links = List.copyOf(links);
    workloads = List.copyOf(workloads);
    timeline = List.copyOf(timeline);
    checks = List.copyOf(checks);
    cover = new TreeSet<>(cover);
    without = new TreeSet<>(without);
    if (!name.matches("[a-z0-9][a-z0-9-]{0,79}")) {
      throw new IllegalArgumentException(
          "a scenario's name is lower-case letters, digits and hyphens, not '" + name + "'");
    }
    if (blocks.isEmpty()) {
      throw new IllegalArgumentException("a scenario has at least one block of sites");
    }
    if (blocks.stream().map(SiteBlock::name).distinct().count() < blocks.size()) {
      throw new IllegalArgumentException("two blocks of sites have one name");
    }
    for (TimelineItem item : timeline) {
      if (item.at().compareTo(time.run()) >= 0) {
        throw new IllegalArgumentException(
            item.happening().kind() + " at " + item.at() + " is behind the end of the run");
      }
    }
    for (Workload workload : workloads) {
      for (OperationSpec operation : workload.mix()) {
        if (operation.countsStock() && isPlaced(operation, buckets)) {
          throw new IllegalArgumentException("a bounded counter is in a bucket with a copy at every"
              + " node, which that of " + operation.op() + " on " + operation.key() + " is not");
        }
      }
    }
    for (LinkRule rule : links) {
      if (links.stream().filter(rule::isLike).count() > 1) {
        throw new IllegalArgumentException(
            "two rules for links from " + rule.from() + " to " + rule.to());
      }
    }
  }

  private static boolean isPlaced(
      OperationSpec operation, SortedMap<String, BucketSetting> buckets) {
    String bucket = operation.key().split("/", 2)[0];
    return buckets.getOrDefault(bucket, BucketSetting.STANDARD).isPlaced();
  }

  /** Begins a scenario in Java. */
  public static ScenarioBuilder named(String name) {
    return new ScenarioBuilder(name);
  }

  // The same with one thing changed.

  public Scenario withTimeline(List<TimelineItem> timeline) {
    return new Scenario(
        name, about, seeds, time, grid, buckets, blocks, links, workloads, timeline, swarm, checks,
        cover, expect, without);
  }

  public Scenario withSwarm(Swarm swarm) {
    return new Scenario(
        name, about, seeds, time, grid, buckets, blocks, links, workloads, timeline, swarm, checks,
        cover, expect, without);
  }

  public Scenario withLinks(List<LinkRule> links) {
    return new Scenario(
        name, about, seeds, time, grid, buckets, blocks, links, workloads, timeline, swarm, checks,
        cover, expect, without);
  }

  public Scenario withWorkloads(List<Workload> workloads) {
    return new Scenario(
        name, about, seeds, time, grid, buckets, blocks, links, workloads, timeline, swarm, checks,
        cover, expect, without);
  }

  /** What lies behind the end of the run then is left out. */
  public Scenario withTime(Times time) {
    List<TimelineItem> timeline = this.timeline.stream()
        .filter(item -> item.at().compareTo(time.run()) < 0)
        .toList();
    return new Scenario(
        name, about, seeds, time, grid, buckets, blocks, links, workloads, timeline, swarm, checks,
        cover, expect, without);
  }

  public Scenario withWithout(SortedSet<String> without) {
    return new Scenario(
        name, about, seeds, time, grid, buckets, blocks, links, workloads, timeline, swarm, checks,
        cover, expect, without);
  }

  public Scenario withSeeds(Seeds seeds) {
    return new Scenario(
        name, about, seeds, time, grid, buckets, blocks, links, workloads, timeline, swarm, checks,
        cover, expect, without);
  }

  public Scenario withChecks(List<CheckSpec> checks) {
    return new Scenario(
        name, about, seeds, time, grid, buckets, blocks, links, workloads, timeline, swarm, checks,
        cover, expect, without);
  }

  public Scenario withName(String name) {
    return new Scenario(
        name, about, seeds, time, grid, buckets, blocks, links, workloads, timeline, swarm, checks,
        cover, expect, without);
  }
}
