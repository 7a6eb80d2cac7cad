package io.rejoin.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.grid.Grid;
import io.rejoin.grid.GridConfig;
import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.membership.Status;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * How nodes come and go, whatever carries their frames and whoever else keeps a list of members:
 * the grid's own table is the only one that counts. The test of an engine implements this.
 */
public interface MembershipContract {

  /** Where the nodes of a test run; closing it ends them all. */
  interface Hosts extends AutoCloseable {

    /** Starts a node that finds the first one. */
    Grid start(GridConfig config);

    /** Ends a node and whatever it runs in. */
    void end(Grid node);

    /** The node of a name, or another process of it. */
    default Grid start(String name) {
      return start(GridConfig.named("test")
          .node(name)
          .site(name)
          .with("node.id", "%032x".formatted(name.hashCode()))
          .with("shards", 64)
          .allowDrill(true));
    }

    /** Ends a node that nobody hears any more. */
    default void crash(Grid node) {
      node.cut(Set.of(node.config().site()));
      end(node);
    }

    @Override
    void close();
  }

  /** Of one test. */
  Hosts hosts() throws Exception;

  private static Optional<Member> row(Grid at, NodeId of) {
    return at.members().stream().filter(row -> row.id().equals(of)).findAny();
  }

  private static boolean is(Grid at, NodeId of, Status status) {
    return row(at, of).filter(member -> member.status() == status).isPresent();
  }

  private static void meet(Grid... nodes) {
    for (Grid node : nodes) {
      Eventually.holds(
          "all are alive at " + node,
          () -> node.members().size() >= nodes.length
              && Arrays.stream(nodes).allMatch(other -> is(node, other.id(), Status.ALIVE)));
    }
  }

  /** Ends a node, until these others hold it dead. */
  private static NodeId crash(Hosts hosts, Grid node, Grid... others) {
    NodeId gone = node.id();
    hosts.crash(node);
    for (Grid other : others) {
      Eventually.holds("held dead at " + other, () -> is(other, gone, Status.DEAD));
    }
    return gone;
  }

  private static void count(Grid at) {
    at.counter("n").increment();
  }

  private static void counted(long all, Grid... nodes) {
    Stream.of(nodes)
        .forEach(
            node -> Eventually.holds(node + " has all", () -> node.counter("n").value() == all));
  }

  @Test
  default void nodesMeetThroughOneOfThem() throws Exception {
    try (Hosts hosts = hosts()) {
      Grid a = hosts.start("a");
      Grid b = hosts.start("b");
      Grid c = hosts.start("c");
      meet(a, b, c);
      assertEquals(
          a.members().stream().map(Member::id).toList(),
          c.members().stream().map(Member::id).toList());
    }
  }

  @Test
  default void whoIsGoneIsHeldDeadAndIsAMemberStill() throws Exception {
    try (Hosts hosts = hosts()) {
      Grid a = hosts.start("a");
      Grid b = hosts.start("b");
      Grid c = hosts.start("c");
      meet(a, b, c);
      NodeId gone = crash(hosts, c, a, b);
      assertTrue(row(a, gone).filter(Member::evicted).isEmpty());
      count(a);
      counted(1, a, b);
    }
  }

  @Test
  default void whoComesBackIsTheSameMember() throws Exception {
    try (Hosts hosts = hosts()) {
      Grid a = hosts.start("a");
      Grid b = hosts.start("b");
      meet(a, b);
      count(b);
      counted(1, a);
      NodeId gone = crash(hosts, b, a);
      Grid again = hosts.start("b");
      assertEquals(gone, again.id());
      assertNotEquals(b.run(), again.run());
      meet(a, again);
      count(again);
      counted(2, a, again);
    }
  }

  @Test
  default void whoIsGoneForGoodIsEvictedAndReplaced() throws Exception {
    try (Hosts hosts = hosts()) {
      Grid a = hosts.start("a");
      Grid b = hosts.start("b");
      Grid c = hosts.start("c");
      meet(a, b, c);
      count(c);
      counted(1, a, b);
      NodeId gone = crash(hosts, c, a);
      Grid d = hosts.start("d");
      meet(a, b, d);
      a.evict(gone);
      for (Grid node : new Grid[] {a, b, d}) {
        Eventually.holds(
            "evicted at " + node, () -> row(node, gone).filter(Member::evicted).isPresent());
      }
      count(d);
      counted(2, a, b, d);
    }
  }

  @Test
  default void whoLeavesHandsOverAndIsGone() throws Exception {
    try (Hosts hosts = hosts()) {
      Grid a = hosts.start("a");
      Grid b = hosts.start("b");
      meet(a, b);
      count(b);
      assertTrue(b.leave(Duration.ofSeconds(30)).left());
      Eventually.holds("left", () -> is(a, b.id(), Status.LEFT));
      counted(1, a);
    }
  }
}
