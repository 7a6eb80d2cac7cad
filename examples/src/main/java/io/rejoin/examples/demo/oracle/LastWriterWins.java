package io.rejoin.examples.demo.oracle;

import io.rejoin.examples.demo.shop.Applied;
import io.rejoin.examples.demo.shop.Journal;
import io.rejoin.examples.demo.shop.Journal.Outcome;
import io.rejoin.examples.demo.shop.Journal.Visited;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a replicated map with last-writer-wins would have made of the same history. Every visit
 * reads the whole cart at its node, changes it and writes it back. The model is a kind one: its
 * clocks are perfect, nodes that hear each other are equal at once, and a node that comes back
 * empty has everything again from the nodes that it hears.
 */
public final class LastWriterWins {
  private final List<List<Map<String, LwwCart>>> sites = new ArrayList<>();
  private boolean cut;
  private long time;

  public LastWriterWins(int siteCount, int nodesPerSite) {
    for (int site = 0; site < siteCount; site++) {
      List<Map<String, LwwCart>> nodes = new ArrayList<>();
      for (int node = 0; node < nodesPerSite; node++) {
        nodes.add(new HashMap<>());
      }
      sites.add(nodes);
    }
  }

  public LastWriterWins replay(List<Journal.Event> events) {
    for (Journal.Event event : events) {
      if (event instanceof Visited visited) {
        visit(visited);
      } else if (event instanceof Journal.Cut) {
        cut = true;
      } else if (event instanceof Journal.Healed) {
        cut = false;
        exchange();
      } else if (event instanceof Journal.Killed killed) {
        sites.get(killed.site()).get(killed.node()).clear();
      } else if (event instanceof Journal.Restarted) {
        exchange();
      }
    }
    return this;
  }

  private void visit(Visited visited) {
    if (visited.outcome() != Outcome.OK) {
      return;
    }
    String cart = visited.shopper().cart();
    Map<String, LwwCart> node = sites.get(visited.site()).get(visited.node());
    LwwCart written = node.getOrDefault(cart, LwwCart.EMPTY)
        .after(visited.done().stream().map(Applied::operation).toList(), ++time);
    for (Map<String, LwwCart> reached : reachedFrom(visited.site())) {
      reached.merge(cart, written, LwwCart::latest);
    }
  }

  private List<Map<String, LwwCart>> reachedFrom(int site) {
    return cut ? sites.get(site) : sites.stream().flatMap(List::stream).toList();
  }

  /** All nodes that hear each other take the latest version of every cart. */
  private void exchange() {
    for (int site = 0; site < sites.size(); site++) {
      Map<String, LwwCart> latest = new HashMap<>();
      for (Map<String, LwwCart> node : reachedFrom(site)) {
        node.forEach((cart, version) -> latest.merge(cart, version, LwwCart::latest));
      }
      reachedFrom(site).forEach(node -> node.putAll(latest));
    }
  }

  /** The cart at the first node; after a heal all nodes hold the same. */
  LwwCart cart(String cart) {
    return sites.get(0).get(0).getOrDefault(cart, LwwCart.EMPTY);
  }
}
