package io.rejoin.examples.demo.grid;

import io.rejoin.examples.demo.grid.NodeProcess.Ready;
import io.rejoin.examples.demo.grid.NodeStatus.Sent;
import io.rejoin.examples.local.Patience;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Sites of node processes on loopback. Closing it kills them all. */
public final class ShopGrid implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final int START_ATTEMPTS = 5;
  private static final long SETTLE_MS = 300;
  private static final long LOOK_MS = 50;

  private final Folder folder;
  private final Processes processes;
  private final List<Site> sites = new ArrayList<>();
  private final RandomGenerator random;
  private volatile boolean cut;
  private Sent burnt = Sent.NOTHING;

  private ShopGrid(Folder folder, RandomGenerator random) {
    this.folder = folder;
    this.random = random;
    this.processes = new Processes(folder::delete);
  }

  /** Returns when all nodes are up and linked to each other. */
  public static ShopGrid start(Plan plan, RandomGenerator random)
      throws IOException, InterruptedException {
    ShopGrid grid = new ShopGrid(Folder.create(), random);
    try {
      grid.startAll(plan);
      return grid;
    } catch (IOException | InterruptedException | RuntimeException e) {
      grid.close();
      throw e;
    }
  }

  private void startAll(Plan plan) throws IOException, InterruptedException {
    String name = "demo-%08x".formatted(random.nextInt());
    List<NodeSpec> specs = new ArrayList<>();
    for (String siteName : plan.sites()) {
      for (int index = 0; index < plan.nodesPerSite(); index++) {
        specs.add(new NodeSpec(name, plan, sites.size(), index, newId()));
      }
      sites.add(new Site(siteName));
    }
    NodeProcess first = launch(specs.get(0), 0, 0, List.of());
    List<String> seeds = List.of(address(first.awaitReady(START_LIMIT)));
    Map<NodeSpec, NodeProcess> started = new LinkedHashMap<>();
    started.put(specs.get(0), first);
    for (NodeSpec spec : specs.subList(1, specs.size())) {
      started.put(spec, launch(spec, 0, 0, seeds));
    }
    for (Map.Entry<NodeSpec, NodeProcess> entry : started.entrySet()) {
      Ready ready = entry.getValue().awaitReady(START_LIMIT);
      NodeSpec spec = entry.getKey();
      sites.get(spec.siteIndex()).add(new GridNode(spec, entry.getValue(), ready, Sent.NOTHING));
    }
    int peers = specs.size() - 1;
    require(
        "all nodes linked", () -> all(node -> node.client().status().linked().size() == peers));
    require("one cluster a site", () -> all(node -> node.client().isAmong(plan.nodesPerSite())));
    nodes().forEach(node -> node.markUp(true));
  }

  private String newId() {
    return "%016x%016x".formatted(random.nextLong(), random.nextLong());
  }

  private NodeProcess launch(NodeSpec spec, int gridPort, int httpPort, List<String> seeds)
      throws IOException {
    return NodeProcess.start(
        spec,
        spec.configuration(gridPort, httpPort, seeds, folder.path()),
        folder.path(),
        processes);
  }

  private static String address(Ready ready) {
    return "127.0.0.1:" + ready.gridPort();
  }

  /** What the grid is called. */
  public String name() {
    return sites.get(0).nodes().get(0).spec().grid();
  }

  public List<Site> sites() {
    return sites;
  }

  public List<GridNode> nodes() {
    return sites.stream().flatMap(site -> site.nodes().stream()).toList();
  }

  /** The nodes that shoppers may be sent to now. */
  public List<GridNode> nodesUp() {
    return sites.stream().flatMap(site -> site.nodesUp().stream()).toList();
  }

  /** From now on no site hears another. */
  public void cut() throws IOException {
    cut = true;
    for (GridNode node : nodes()) {
      cutOff(node);
    }
  }

  private void cutOff(GridNode node) throws IOException {
    String own = node.spec().site();
    node.client()
        .cut(sites.stream().map(Site::name).filter(name -> !name.equals(own)).toList());
  }

  public void heal() throws IOException {
    cut = false;
    for (GridNode node : nodes()) {
      node.client().heal();
    }
  }

  /**
   * Kills the node with SIGKILL while shoppers may be waiting for its answers. Returns when the
   * others of a cluster have noticed.
   */
  public void kill(GridNode node) throws IOException, InterruptedException {
    Site site = sites.get(node.spec().siteIndex());
    site.killed(node);
    node.kill();
    List<GridNode> left = site.nodesUp();
    require(
        "noticed that " + node.spec().name() + " is dead",
        () -> all(left, other -> other.client().isAmong(left.size())));
    site.calm();
  }

  /** Takes the disk of a killed node away, with all that is on it. */
  public void loseDisk(GridNode killed) {
    Folder.delete(killed.spec().data(folder.path()));
  }

  /** A site burns down: its nodes are killed, and their disks are gone. */
  public void burn(Site site) throws IOException, InterruptedException {
    for (GridNode node : site.nodes()) {
      burnt = burnt.plus(node.sent());
    }
    for (GridNode node : site.nodes()) {
      kill(node);
    }
    site.nodes().forEach(this::loseDisk);
  }

  /** Another node says for all that the nodes of a site will not come back. */
  public void evict(Site burnt) throws IOException {
    GridNode other = nodesUp().get(0);
    for (GridNode node : burnt.nodes()) {
      other.client().evict(node.spec().id());
    }
  }

  /**
   * As many nodes as a site had start there, whom nobody has ever seen. Returns when they are
   * linked, and says when the last one was ready, in nanoseconds of the system's clock.
   */
  public long rebuild(Site site) throws IOException, InterruptedException {
    List<GridNode> others = nodesUp();
    List<String> seeds = others.stream().map(node -> address(node.ready())).toList();
    Map<NodeSpec, NodeProcess> started = new LinkedHashMap<>();
    for (GridNode old : site.nodes()) {
      NodeSpec spec = old.spec().successor(site.nodes().size(), newId());
      started.put(spec, launch(spec, 0, 0, seeds));
    }
    List<GridNode> fresh = new ArrayList<>();
    for (Map.Entry<NodeSpec, NodeProcess> entry : started.entrySet()) {
      Ready ready = entry.getValue().awaitReady(START_LIMIT);
      fresh.add(new GridNode(entry.getKey(), entry.getValue(), ready, Sent.NOTHING));
    }
    long ready = System.nanoTime();
    List<String> ids = others.stream().map(node -> node.spec().id()).toList();
    for (GridNode node : fresh) {
      require(
          node.spec().name() + " linked to the other sites",
          () -> node.client().status().linked().containsAll(ids));
    }
    site.rebuilt(fresh);
    fresh.forEach(node -> node.markUp(true));
    return ready;
  }

  /**
   * Starts a killed node again: the same identity, ports and disk, a new process. Returns when it
   * is linked to the rest of its site.
   *
   * @param sentBefore what the earlier processes of the node had sent
   */
  public GridNode restart(GridNode killed, Sent sentBefore)
      throws IOException, InterruptedException {
    NodeSpec spec = killed.spec();
    List<GridNode> others = nodes().stream().filter(node -> node != killed).toList();
    List<String> seeds = others.stream().map(node -> address(node.ready())).toList();
    NodeProcess process = launchAgain(spec, killed.ready(), seeds);
    GridNode node = new GridNode(spec, process, process.awaitReady(START_LIMIT), sentBefore);
    if (cut) {
      cutOff(node);
    }
    Site site = sites.get(spec.siteIndex());
    List<String> siblings = others.stream()
        .map(GridNode::spec)
        .filter(other -> other.siteIndex() == spec.siteIndex())
        .map(NodeSpec::id)
        .toList();
    require(
        spec.name() + " linked to its site",
        () -> node.client().status().linked().containsAll(siblings));
    site.replace(node);
    int members = site.nodesUp().size() + 1;
    require(
        spec.name() + " is in its cluster",
        () -> all(site.nodes(), each -> each.client().isAmong(members)));
    node.markUp(true);
    return node;
  }

  /** Starts killed nodes again, all at once, as after a failure of the power. */
  public void restart(List<GridNode> killed) throws IOException, InterruptedException {
    List<String> seeds = nodes().stream().map(node -> address(node.ready())).toList();
    Map<GridNode, NodeProcess> started = new LinkedHashMap<>();
    for (GridNode node : killed) {
      started.put(
          node, launch(node.spec(), node.ready().gridPort(), node.ready().httpPort(), seeds));
    }
    for (Map.Entry<GridNode, NodeProcess> entry : started.entrySet()) {
      NodeSpec spec = entry.getKey().spec();
      Ready ready = entry.getValue().awaitReady(START_LIMIT);
      GridNode node = new GridNode(spec, entry.getValue(), ready, Sent.NOTHING);
      sites.get(spec.siteIndex()).replace(node);
      node.markUp(true);
    }
  }

  /** Somebody else may have been given the port meanwhile, for a moment. */
  private NodeProcess launchAgain(NodeSpec spec, Ready ports, List<String> seeds)
      throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      NodeProcess process = launch(spec, ports.gridPort(), ports.httpPort(), seeds);
      try {
        process.awaitReady(START_LIMIT);
        return process;
      } catch (IOException e) {
        if (attempt == START_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /**
   * The different digests that the nodes have of their content, and once they agree those of the
   * maps beside them: one if all hold the same.
   */
  public Set<String> roots() throws IOException {
    return roots(nodes());
  }

  private static Set<String> roots(List<GridNode> nodes) throws IOException {
    Set<String> roots = new TreeSet<>();
    for (GridNode node : nodes) {
      roots.add(node.client().status().root());
    }
    if (roots.size() > 1 || !nodes.get(0).spec().plan().engine().hasMaps()) {
      return roots;
    }
    roots.clear();
    for (GridNode node : nodes) {
      roots.addAll(node.client().siteMap().digests());
    }
    return roots;
  }

  /**
   * Waits until all nodes hold the same. What a node says of itself may be a moment old, so they
   * must say the same a little later.
   *
   * @param begin in nanoseconds of the system's clock
   * @return how long after the begin they did for the first time; empty if not within the limit
   */
  public Optional<Duration> awaitEqualRoots(long begin, Duration limit)
      throws IOException, InterruptedException {
    while (Patience.await(
        limit.minusNanos(System.nanoTime() - begin), () -> roots().size() == 1)) {
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      Set<String> first = roots();
      Thread.sleep(SETTLE_MS);
      if (first.size() == 1 && first.equals(roots())) {
        return Optional.of(took);
      }
    }
    return Optional.empty();
  }

  /** Waits until the nodes of every site agree among themselves, as far as they ever will. */
  public void awaitAgreementWithinSites(Duration limit) throws IOException, InterruptedException {
    for (Site site : sites) {
      Patience.await(limit, () -> roots(site.nodes()).size() == 1);
    }
  }

  /** Waits until the node holds at least so many carts; false if not within the limit. */
  public boolean awaitCarts(GridNode node, long carts, Duration limit)
      throws IOException, InterruptedException {
    return Patience.await(limit, () -> node.client().carts() >= carts);
  }

  /** Looks at all nodes again and again; empty if it is not as wanted in time. */
  public Optional<Spread> awaitSpread(Spread.Look look, Predicate<Spread> wanted, Duration limit)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() - deadline < 0) {
      Spread spread = Spread.of(nodesUp(), look);
      if (wanted.test(spread)) {
        return Optional.of(spread);
      }
      Thread.sleep(LOOK_MS);
    }
    return Optional.empty();
  }

  /** Bytes sent between the nodes since the start. */
  public Sent sent() throws IOException {
    Sent sum = burnt;
    for (GridNode node : nodesUp()) {
      sum = sum.plus(node.sent());
    }
    return sum;
  }

  /** Names of nodes whose process is gone though nobody killed it. */
  public List<String> crashed() {
    Stream<GridNode> crashed = nodes().stream().filter(node -> node.up() && !node.isAlive());
    return crashed.map(node -> node.spec().name()).toList();
  }

  /** Where the configurations and logs of the nodes are; deleted at the end. */
  public Path folder() {
    return folder.path();
  }

  /** The folder will not be deleted: somebody has to look into it. */
  public void keepFolder() {
    folder.keep();
  }

  private interface NodeCondition {
    boolean holds(GridNode node) throws IOException;
  }

  private boolean all(NodeCondition condition) throws IOException {
    return all(nodes(), condition);
  }

  private static boolean all(List<GridNode> nodes, NodeCondition condition) throws IOException {
    for (GridNode node : nodes) {
      if (!condition.holds(node)) {
        return false;
      }
    }
    return true;
  }

  private static void require(String what, Patience.Condition<IOException> condition)
      throws IOException, InterruptedException {
    if (!Patience.await(START_LIMIT, condition)) {
      throw new IOException("not within %d s: %s".formatted(START_LIMIT.toSeconds(), what));
    }
  }

  @Override
  public void close() {
    processes.close();
    nodes().forEach(node -> node.client().close());
  }
}
