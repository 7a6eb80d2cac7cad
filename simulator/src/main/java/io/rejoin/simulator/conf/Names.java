package io.rejoin.simulator.conf;

import io.rejoin.simulator.conf.text.Complaint;
import io.rejoin.simulator.scenario.SiteBlock;
import io.rejoin.simulator.scenario.Topology;
import java.util.ArrayList;
import java.util.List;

/** The names of sites and nodes that the rest of a scenario may use. */
final class Names {
  private static final int MOST_SUGGESTED = 200;

  private final List<SiteBlock> blocks;

  Names(List<SiteBlock> blocks) {
    this.blocks = List.copyOf(blocks);
  }

  /** One name of nodes: also {@code rest} or {@code random truck}. */
  Kind<String> selector() {
    return value -> check(Kind.TEXT.read(value));
  }

  Kind<List<String>> selectors() {
    return Kind.list(selector());
  }

  /** A name that needs no chance and no other names: a node, a site, a block or all. */
  Kind<String> place() {
    return value -> {
      String name = check(Kind.TEXT.read(value));
      if (name.equals("rest") || name.contains(" ")) {
        throw new Complaint("must be a node, a site, a block or all, not '" + name + "'");
      }
      return name;
    };
  }

  Kind<List<String>> places() {
    return Kind.list(place());
  }

  private String check(String name) throws Complaint {
    if (!blocks.isEmpty() && !Topology.isKnown(blocks, name)) {
      throw new Complaint(Complaint.unknown("name", name, known()));
    }
    return name;
  }

  private List<String> known() {
    List<String> known = new ArrayList<>(List.of("all", "rest", "random node"));
    for (SiteBlock block : blocks) {
      known.add(block.name());
      for (int i = 1; i <= Math.min(block.count(), MOST_SUGGESTED); i++) {
        known.add(block.name() + "-" + i);
      }
      if (block.count() > 0) {
        known.add("random " + block.name());
        known.add("half of " + block.name() + "s");
      }
      String first = block.count() == 0 ? block.name() : block.name() + "-1";
      known.add(first + "/1");
      known.add(first + "/" + block.nodes());
    }
    return known;
  }
}
