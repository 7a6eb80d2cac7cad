package io.rejoin.server.http;

import com.sun.net.httpserver.HttpServer;
import io.rejoin.grid.Grid;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The HTTP API of a node: JSON in, JSON out. It has no users and no passwords, so it belongs on
 * loopback or behind something that has them.
 */
public final class HttpApi implements AutoCloseable {
  private static final int THREADS = 4;
  private static final int BACKLOG = 128;
  private static final int SECONDS_FOR_LAST_REPLIES = 1;

  static {
    // Read once, when the first server is made. Without nodelay a reply takes 40 ms.
    setIfAbsent("sun.net.httpserver.nodelay", "true");
    setIfAbsent("sun.net.httpserver.maxReqTime", "30");
    setIfAbsent("sun.net.httpserver.maxReqHeaders", "64");
  }

  private final HttpServer server;
  private final ExecutorService executor;
  private final AtomicInteger unanswered = new AtomicInteger();

  private HttpApi(HttpServer server) {
    this.server = server;
    this.executor = Executors.newFixedThreadPool(THREADS, named());
  }

  /**
   * Takes the address; nothing is answered yet.
   *
   * @throws IOException if the address is in use or not of this machine
   */
  public static HttpApi bind(InetSocketAddress address) throws IOException {
    return new HttpApi(HttpServer.create(address, BACKLOG));
  }

  /** Begins to answer for a grid. */
  public void serve(Grid grid) {
    Map<String, Route> routes = new LinkedHashMap<>();
    routes.put("/health", new HealthRoute(grid));
    routes.put("/status", new StatusRoute(grid));
    routes.put("/members", new MembersRoute(grid));
    routes.put("/keys", new KeysRoute(grid));
    routes.put(DrillRoute.CUT, new DrillRoute(grid));
    routes.put(DrillRoute.HEAL, new DrillRoute(grid));
    boolean loopback = server.getAddress().getAddress().isLoopbackAddress();
    Admin admin = new Admin(loopback);
    routes.put(BackupRoute.PATH, new BackupRoute(grid, admin));
    for (String path : List.of(BundleRoute.EXPORT, BundleRoute.IMPORT, BundleRoute.TOKEN)) {
      routes.put(path, new BundleRoute(grid, admin));
    }
    for (String path : List.of(GoingRoute.EVICT, GoingRoute.READMIT, GoingRoute.LEAVE)) {
      routes.put(path, new GoingRoute(grid, admin));
    }
    routes.put(SalvageRoute.PATH, new SalvageRoute(grid, admin));
    SameOrigin origin = new SameOrigin(loopback);
    Dispatcher dispatcher = new Dispatcher(routes, new EntryRoute(grid), executor, origin);
    server.createContext("/", exchange -> dispatcher.handle(exchange, unanswered));
    server.setExecutor(executor);
    server.start();
  }

  public InetSocketAddress address() {
    return server.getAddress();
  }

  @Override
  public void close() {
    server.stop(unanswered.get() > 0 ? SECONDS_FOR_LAST_REPLIES : 0);
    executor.shutdown();
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  private static ThreadFactory named() {
    AtomicInteger number = new AtomicInteger();
    return work -> {
      Thread thread = new Thread(work, "rejoin-http-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
