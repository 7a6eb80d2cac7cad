package io.rejoin.examples.demo.grid;

import io.rejoin.server.Main;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What carries the nodes of a grid. */
public enum Engine {
  /** Each node is a {@code rejoin node}, with sockets of its own. */
  BUILTIN("builtin", "nodes") {
    @Override
    List<String> program(Path configuration, String parent) {
      String file = configuration.toString();
      return List.of(Main.class.getName(), "node", "--config", file, "--exit-with-parent", parent);
    }

    @Override
    String addresses(int gridPort, int httpPort, List<String> seeds) {
      return """
          rejoin.network { listen = "127.0.0.1:%d", seeds = [%s] }
          rejoin.http { listen = "127.0.0.1:%d" }
          """.formatted(gridPort, quoted(seeds, ""), httpPort);
    }

    @Override
    String pathOf(String cart) {
      return "/v1/cart/" + cart;
    }
  },

  /** Each node is a cart service, and together they are one Akka Cluster. */
  AKKA("akka", "nodes of an Akka Cluster") {
    @Override
    List<String> program(Path configuration, String parent) {
      return List.of(
          "-Dconfig.file=" + configuration,
          AttendedService.class.getName(),
          parent,
          this.toString());
    }

    @Override
    String addresses(int gridPort, int httpPort, List<String> seeds) {
      return """
          include classpath("application.conf")
          akka.remote.artery.canonical.port = %d
          akka.cluster.seed-nodes = [%s]
          shop { door.port = 0, operators.port = %d }
          """.formatted(gridPort, quoted(seeds, "akka://shop@"), httpPort);
    }

    @Override
    String pathOf(String cart) {
      return "/" + cart;
    }
  },

  /** Each node is beside a member of a Hazelcast cluster, one cluster a site. */
  HAZELCAST("hazelcast", "members of Hazelcast clusters") {
    @Override
    List<String> program(Path configuration, String parent) {
      String memory = "-Xmx192m"; // what Hazelcast needs besides
      return List.of(
          memory, AttendedService.class.getName(), parent, this.toString(), "" + configuration);
    }

    @Override
    String addresses(int gridPort, int httpPort, List<String> seeds) {
      return BUILTIN.addresses(gridPort, httpPort, seeds);
    }

    @Override
    String pathOf(String cart) {
      return "/" + cart;
    }

    @Override
    public boolean hasMaps() {
      return true;
    }
  };

  private final String text;
  private final String nodes;

  Engine(String text, String nodes) {
    this.text = text;
    this.nodes = nodes;
  }

  /** What it is called on the command line; empty if nothing is called so. */
  public static Optional<Engine> named(String text) {
    return Arrays.stream(values()).filter(engine -> engine.text.equals(text)).findFirst();
  }

  /** What many of its nodes are called. */
  public String nodes() {
    return nodes;
  }

  /** What a virtual machine is told to run; it ends with the process of this id. */
  abstract List<String> program(Path configuration, String parent);

  /** The part of a node's configuration that says where it is; port 0 lets the system choose. */
  abstract String addresses(int gridPort, int httpPort, List<String> seeds);

  /** Where a node's door for shoppers has a cart. */
  abstract String pathOf(String cart);

  /** Whether each site keeps the carts in a map besides the grid, and must show the same there. */
  public boolean hasMaps() {
    return false;
  }

  private static String quoted(List<String> addresses, String before) {
    return addresses.stream()
        .map(address -> '"' + before + address + '"')
        .collect(Collectors.joining(", "));
  }

  @Override
  public String toString() {
    return text;
  }
}
