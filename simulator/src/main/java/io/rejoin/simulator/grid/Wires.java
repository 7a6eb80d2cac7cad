package io.rejoin.simulator.grid;

import io.rejoin.simulator.scenario.LinkRule;
import io.rejoin.simulator.scenario.Topology;
import io.rejoin.simulator.scenario.Topology.Node;
import io.rejoin.simulator.world.LinkProfile;
import io.rejoin.simulator.world.Network.Wiring;
import java.util.List;
import java.util.Optional;

/** The links as a scenario's rules say: the last rule that matches a pair of nodes holds. */
record Wires(Topology topology, List<LinkRule> rules) implements Wiring {
  private static final Optional<LinkProfile> LAN = Optional.of(LinkProfile.lan());
  private static final Optional<LinkProfile> WAN = Optional.of(LinkProfile.wan());

  @Override
  public Optional<LinkProfile> between(int from, int to) {
    Node sender = topology.nodes().get(from);
    Node receiver = topology.nodes().get(to);
    for (int i = rules.size() - 1; i >= 0; i--) {
      if (rules.get(i).matches(sender, receiver)) {
        return rules.get(i).profile();
      }
    }
    return sender.site().equals(receiver.site()) ? LAN : WAN;
  }
}
