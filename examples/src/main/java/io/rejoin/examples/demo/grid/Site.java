package io.rejoin.examples.demo.grid;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The nodes of one site. */
public final class Site {
  private final String name;
  private volatile List<GridNode> nodes = new CopyOnWriteArrayList<>();
  private volatile boolean shaken;
  private final AtomicInteger kills = new AtomicInteger();

  Site(String name) {
    this.name = name;
  }

  public String name() {
    return name;
  }

  public List<GridNode> nodes() {
    return nodes;
  }

  void add(GridNode node) {
    nodes.add(node);
  }

  void replace(GridNode node) {
    nodes.set(node.spec().index(), node);
  }

  /** Other nodes stand where the old ones were. */
  void rebuilt(List<GridNode> fresh) {
    nodes = new CopyOnWriteArrayList<>(fresh);
  }

  /** How often a node of this site was killed. */
  public int kills() {
    return kills.get();
  }

  /** Whether one of its nodes is being killed and the others may not have noticed it yet. */
  public boolean shaken() {
    return shaken;
  }

  /** The others have noticed. */
  void calm() {
    shaken = false;
  }

  void killed(GridNode node) {
    shaken = true;
    node.markUp(false);
    kills.incrementAndGet();
  }

  public List<GridNode> nodesUp() {
    List<GridNode> up = new ArrayList<>(nodes);
    up.removeIf(node -> !node.up());
    return up;
  }

  /** The node that a shopper goes to: always the same one, as long as it is up. */
  public GridNode nodeFor(int shopper) {
    List<GridNode> all = nodes;
    GridNode usual = all.get(shopper % all.size());
    if (usual.up()) {
      return usual;
    }
    List<GridNode> up = nodesUp();
    return up.isEmpty() ? usual : up.get(shopper % up.size());
  }
}
