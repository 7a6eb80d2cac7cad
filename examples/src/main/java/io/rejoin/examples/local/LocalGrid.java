package io.rejoin.examples.local;

import io.rejoin.grid.Grid;
import io.rejoin.grid.GridConfig;
import io.rejoin.node.core.StatusView;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** An application's nodes, one at each site, all in this process and linked over loopback. */
public final class LocalGrid implements AutoCloseable {
  private static final long AGE_OF_STATUS_MS = 250;

  private final Map<String, Grid> nodes = new LinkedHashMap<>();

  private LocalGrid() {}

  /** Starts a node at each site. */
  public static LocalGrid start(String name, List<String> sites) {
    return start(name, sites, UnaryOperator.identity());
  }

  /** Starts a node at each site, with settings of the application's own. */
  public static LocalGrid start(String name, List<String> sites, UnaryOperator<GridConfig> more) {
    LocalGrid grid = new LocalGrid();
    try {
      sites.forEach(site -> grid.add(name, site, more));
    } catch (RuntimeException e) {
      grid.close();
      throw e;
    }
    return grid;
  }

  private void add(String name, String site, UnaryOperator<GridConfig> more) {
    String[] seeds =
        nodes.values().stream().map(each -> each.address().orElseThrow()).toArray(String[]::new);
    GridConfig config = GridConfig.named(name)
        .node(site)
        .site(site)
        .listen("127.0.0.1:0")
        .seeds(seeds)
        .allowDrill(true);
    nodes.put(site, Grid.start(more.apply(config)));
  }

  public List<String> sites() {
    return List.copyOf(nodes.keySet());
  }

  /** The node at a site. */
  public Grid at(String site) {
    Grid node = nodes.get(site);
    if (node == null) {
      throw new IllegalArgumentException("no site '" + site + "'; there are " + sites());
    }
    return node;
  }

  /** These sites hear nobody and are heard by nobody, each by itself. */
  public void cut(List<String> sites) {
    nodes.values().forEach(node -> node.cut(sites));
  }

  public void heal() {
    nodes.values().forEach(Grid::heal);
  }

  /**
   * Waits until all nodes have found each other and have the same content, and each knows that the
   * others have. Looks again a little later, as what a node says of itself may be a tenth of a
   * second old.
   *
   * @return how long that took; nothing if it was not so in time
   */
  public Optional<Duration> converge(Duration patience) throws InterruptedException {
    long begin = System.nanoTime();
    return Patience.await(patience, this::staysConverged)
        ? Optional.of(Duration.ofNanos(System.nanoTime() - begin))
        : Optional.empty();
  }

  private boolean staysConverged() throws InterruptedException {
    if (!isConverged()) {
      return false;
    }
    Thread.sleep(AGE_OF_STATUS_MS);
    return isConverged();
  }

  public boolean isConverged() {
    List<StatusView> views = nodes.values().stream().map(Grid::status).toList();
    return views.stream().allMatch(view -> view.members().size() == nodes.size())
        && views.stream().map(StatusView::root).distinct().count() == 1
        && views.stream().allMatch(StatusView::converged);
  }

  @Override
  public void close() {
    nodes.values().forEach(Grid::close);
  }
}
