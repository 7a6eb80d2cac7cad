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
import java.util.stream.IntStream;

/** An application's nodes, one at each site, all in this process and linked over loopback. */
public final class LocalGrid implements AutoCloseable {
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
   * others have. All that was done before the call counts.
   *
   * @return how long that took; nothing if it was not so in time
   */
  public Optional<Duration> converge(Duration patience) throws InterruptedException {
    long begin = System.nanoTime();
    for (int round = 1; round <= 2; round++) { // what is said first may have been made before
      List<Long> said = uptimes();
      if (!Patience.await(patience, () -> isLater(uptimes(), said))) {
        return Optional.empty();
      }
    }
    return Patience.await(patience, this::isConverged)
        ? Optional.of(Duration.ofNanos(System.nanoTime() - begin))
        : Optional.empty();
  }

  /** When each node has said last how it is doing; it does so ten times a second or less. */
  private List<Long> uptimes() {
    return nodes.values().stream().map(node -> node.status().uptimeMillis()).toList();
  }

  private static boolean isLater(List<Long> uptimes, List<Long> than) {
    return IntStream.range(0, than.size()).allMatch(each -> uptimes.get(each) > than.get(each));
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
