package io.rejoin.examples.warehouse;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.rejoin.grid.Grid;
import io.rejoin.grid.GridConfig;
import io.rejoin.hazelcast.GridDiscovery;
import io.rejoin.hazelcast.federation.FederatedCrdts;
import io.rejoin.hazelcast.federation.Federation;
import io.rejoin.server.http.HttpApi;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * A node of the service: a member of its site's Hazelcast cluster, a node of the grid that joins
 * the sites, a door for shoppers, and the grid's own HTTP API for those who run it.
 */
public final class Warehouse implements AutoCloseable {
  /** The map, which is a bucket of the grid too. */
  static final FederatedCrdts CARTS = new FederatedCrdts("carts");

  private static final int SECONDS_TO_FIND_OTHERS = 2;

  private final Grid grid;
  private final HazelcastInstance member;
  private final Federation federation;

  private Warehouse(Grid grid, HazelcastInstance member) {
    this.grid = grid;
    this.member = member;
    federation = Federation.begin(member, grid, CARTS);
  }

  /** A node in a process of its own, with its doors open. */
  public record Service(Warehouse warehouse, CartDoor door, HttpApi operators) {

    /** For whoever started it: the addresses, some of which the system may have chosen. */
    public void tell(PrintStream out) {
      Grid grid = warehouse.grid;
      out.printf(
          "ready door=%s http=%s grid=%s id=%s%n",
          text(door.address()), text(operators.address()), grid.address().orElseThrow(), grid.id());
    }

    private static String text(InetSocketAddress address) {
      return address.getHostString() + ":" + address.getPort();
    }

    private void end() {
      door.close();
      warehouse.close();
      operators.close();
    }
  }

  /** Starts a node; the arguments are its configuration file and the port of the door. */
  public static void main(String[] args) throws IOException {
    Service service = start(Path.of(args[0]), Integer.parseInt(args[1]));
    Runtime.getRuntime().addShutdownHook(new Thread(service::end, "close-warehouse"));
    service.tell(System.out);
  }

  /** Starts what the configuration file of a grid's node says; port 0 takes a free one. */
  public static Service start(Path file, int door) throws IOException {
    GridConfig settings = GridConfig.parse(file);
    String http = settings.http().orElse("127.0.0.1:7070");
    HttpApi operators =
        HttpApi.bind(local(Integer.parseInt(http.substring(http.lastIndexOf(':') + 1))));
    Warehouse warehouse = open(settings);
    operators.serve(warehouse.grid);
    return new Service(warehouse, CartDoor.open(warehouse, local(door)), operators);
  }

  private static InetSocketAddress local(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** Starts the node of the grid, and beside it the member. */
  static Warehouse open(GridConfig settings) {
    Grid grid = Grid.start(settings);
    try {
      return new Warehouse(grid, Hazelcast.newHazelcastInstance(config(grid)));
    } catch (RuntimeException e) {
      grid.close();
      throw e;
    }
  }

  private static Config config(Grid grid) {
    GridConfig settings = grid.config();
    Config config = new Config().setClusterName(settings.grid() + "-" + settings.site());
    config.setProperty("hazelcast.logging.type", "slf4j");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.shutdownhook.enabled", "false");
    config.setProperty("hazelcast.socket.bind.any", "false");
    // Who knows of nobody waits for nobody. Two that start at once have to find each other first.
    int wait = settings.seedAddresses().isEmpty() ? 0 : SECONDS_TO_FIND_OTHERS;
    config.setProperty("hazelcast.wait.seconds.before.join", Integer.toString(wait));
    config.setProperty("hazelcast.merge.first.run.delay.seconds", "3");
    config.setProperty("hazelcast.merge.next.run.delay.seconds", "3");
    // An operation whose member dies is not carried out again: that could put things in twice.
    config.setProperty("hazelcast.operation.fail.on.indeterminate.state", "true");
    config.getJetConfig().setEnabled(false);
    config.getNetworkConfig().setPort(0).getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    GridDiscovery.join(config, grid);
    return Federation.configured(config, grid, CARTS);
  }

  Grid grid() {
    return grid;
  }

  HazelcastInstance member() {
    return member;
  }

  @Override
  public void close() {
    federation.close();
    member.shutdown();
    grid.close();
  }
}
