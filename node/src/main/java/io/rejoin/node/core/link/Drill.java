package io.rejoin.node.core.link;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A practised partition: while sites are cut, frames to and from their nodes vanish silently, as
 * they do in a broken network. A site that is cut is cut from all others but not in itself, so
 * every node can be given the same list.
 */
public final class Drill {
  private final String home;
  private volatile SortedSet<String> cut = Collections.emptySortedSet();

  Drill(String home) {
    this.home = home;
  }

  public void cut(SortedSet<String> sites) {
    cut = Collections.unmodifiableSortedSet(new TreeSet<>(sites));
  }

  public void heal() {
    cut = Collections.emptySortedSet();
  }

  /** The sites that are cut now; may be asked from any thread. */
  public SortedSet<String> sites() {
    return cut;
  }

  boolean hides(String site) {
    return hides(site, cut);
  }

  boolean hides(String site, SortedSet<String> sites) {
    return !sites.isEmpty() && !site.equals(home) && (sites.contains(site) || sites.contains(home));
  }
}
