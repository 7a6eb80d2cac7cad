package io.rejoin.simulator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rejoin.simulator.world.LinkProfile;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which ways between nodes a rule is for. */
class LinkRuleTest {
  private static final Topology TOPOLOGY =
      Topology.of(Scenario.named("x").site("hub", 2).sites("depot", 2, 2).build());

  /** The ways that a rule is for, among all from or to some node. */
  private static List<String> ways(LinkRule rule, String node) {
    return TOPOLOGY.nodes().stream()
        .flatMap(one -> TOPOLOGY.nodes().stream()
            .filter(other -> !one.equals(other))
            .filter(other -> one.name().equals(node))
            .filter(other -> rule.matches(one, other))
            .map(Topology.Node::name))
        .toList();
  }

  private static LinkRule rule(String from, String to, boolean within) {
    return new LinkRule(from, to, within, Optional.of(LinkProfile.lan()));
  }

  @Test
  void betweenSitesOfABlockSaysNothingWithinOne() {
    assertEquals(
        List.of("depot-2/1", "depot-2/2"), ways(rule("depot", "depot", false), "depot-1/1"));
  }

  @Test
  void withinIsForTheNodesOfOneSite() {
    assertEquals(List.of("depot-1/2"), ways(rule("*", "*", true), "depot-1/1"));
    assertEquals(List.of(), ways(rule("depot", "depot", true), "hub/1"));
  }

  @Test
  void isOneWay() {
    assertEquals(List.of("hub/1", "hub/2"), ways(rule("depot", "hub", false), "depot-1/1"));
    assertEquals(List.of(), ways(rule("depot", "hub", false), "hub/1"));
  }

  @Test
  void twoNodesOfOneSiteCanBeNamed() {
    assertEquals(List.of("hub/2"), ways(rule("hub/1", "hub/2", false), "hub/1"));
  }
}
