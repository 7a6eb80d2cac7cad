package io.rejoin.grid;

import io.rejoin.GridException;
import io.rejoin.node.loop.Host;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rehearsals of cuts, where the configuration allows them. */
record Drills(Host node, boolean allowed) {
  private static final Logger LOG = LoggerFactory.getLogger(Grid.class);

  void cut(Collection<String> sites) {
    check();
    SortedSet<String> names = new TreeSet<>(sites);
    node.core().drill().cut(names);
    LOG.warn("drill: cut {}", names);
  }

  void heal() {
    check();
    node.core().drill().heal();
    LOG.warn("drill: healed");
  }

  private void check() {
    if (!allowed) {
      throw new GridException.DrillNotAllowed();
    }
  }
}
