package io.rejoin.hazelcast;

import com.hazelcast.cluster.Address;
import com.hazelcast.config.Config;
import com.hazelcast.config.DiscoveryStrategyConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.properties.PropertyDefinition;
import com.hazelcast.logging.ILogger;
import com.hazelcast.spi.discovery.DiscoveryNode;
import com.hazelcast.spi.discovery.DiscoveryStrategy;
import com.hazelcast.spi.discovery.DiscoveryStrategyFactory;
import com.hazelcast.spi.discovery.SimpleDiscoveryNode;
import io.rejoin.Codec;
import io.rejoin.GridException;
import io.rejoin.grid.Grid;
import io.rejoin.membership.Member;
import io.rejoin.value.LwwMap;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Members of a Hazelcast cluster find each other by the grid: each has a node of it in its process,
 * and says in an entry where it is. Those whose node is held dead, has left or was evicted are not
 * named, so nobody waits for them.
 *
 * <pre>{@code
 * Grid grid = Grid.start(GridConfig.named("shop").site("oslo").seeds("depot:7600"));
 * Config config = new Config("oslo");
 * GridDiscovery.join(config, grid);
 * HazelcastInstance member = Hazelcast.newHazelcastInstance(config);
 * }</pre>
 *
 * <p>Clusters are told apart by their names: sites that share a grid have a cluster each. A member
 * that finds nobody begins a cluster; two that start before their nodes have met begin two, which
 * Hazelcast merges later.
 */
public final class GridDiscovery implements DiscoveryStrategyFactory {
  private static final String ENTRY = "hazelcast/members/";
  private static final String ENABLED = "hazelcast.discovery.enabled";
  private static final Codec<String> TEXT = Codec.string();

  private final Grid grid;
  private final String cluster;

  private GridDiscovery(Grid grid, String cluster) {
    this.grid = grid;
    this.cluster = cluster;
  }

  /**
   * Makes this the way in which members of the cluster find each other, and the only one. The
   * cluster must have its name by now.
   */
  public static void join(Config config, Grid grid) {
    JoinConfig join = config.getNetworkConfig().getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(false);
    config.setProperty(ENABLED, "true");
    join.getDiscoveryConfig()
        .addDiscoveryStrategyConfig(
            new DiscoveryStrategyConfig(new GridDiscovery(grid, config.getClusterName())));
  }

  @Override
  public Class<? extends DiscoveryStrategy> getDiscoveryStrategyType() {
    return Found.class;
  }

  @Override
  @SuppressWarnings("rawtypes") // Hazelcast's signature
  public DiscoveryStrategy newDiscoveryStrategy(
      @Nullable DiscoveryNode here, ILogger log, Map<String, Comparable> properties) {
    Optional<String> own = Optional.ofNullable(here)
        .map(DiscoveryNode::getPrivateAddress)
        .map(address -> address.getHost() + ":" + address.getPort());
    return new Found(grid, grid.lastWriterWinsMap(ENTRY + cluster, TEXT, TEXT), own, log);
  }

  @Override
  public Collection<PropertyDefinition> getConfigurationProperties() {
    return List.of();
  }

  /** The members of one cluster. */
  private static final class Found implements DiscoveryStrategy {
    private final Grid grid;
    private final LwwMap<String, String> addresses;
    private final Optional<String> own;
    private final ILogger log;

    /**
     * As seen from a member.
     *
     * @param addresses of members, by the ids of their nodes
     * @param own the member's own; a client has none
     */
    Found(Grid grid, LwwMap<String, String> addresses, Optional<String> own, ILogger log) {
      this.grid = grid;
      this.addresses = addresses;
      this.own = own;
      this.log = log;
    }

    @Override
    public void start() {
      own.ifPresent(address -> addresses.put(id(), address));
    }

    @Override
    public Iterable<DiscoveryNode> discoverNodes() {
      Set<String> here = grid.members().stream()
          .filter(member -> member.status().isPresent() && !member.evicted())
          .map(Member::id)
          .map(Object::toString)
          .collect(Collectors.toSet());
      List<DiscoveryNode> nodes = new ArrayList<>();
      addresses.value().forEach((node, address) -> {
        if (here.contains(node)) {
          parsed(address).map(SimpleDiscoveryNode::new).ifPresent(nodes::add);
        }
      });
      return nodes;
    }

    private Optional<Address> parsed(String text) {
      int colon = text.lastIndexOf(':');
      try {
        return Optional.of(
            new Address(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1))));
      } catch (UnknownHostException | RuntimeException unusable) {
        log.warning("a member cannot be reached at '" + text + "'", unusable);
        return Optional.empty();
      }
    }

    @Override
    public void destroy() {
      try {
        own.ifPresent(address -> addresses.remove(id()));
      } catch (GridException closed) {
        log.fine("the node of the grid has ended before", closed);
      }
    }

    @Override
    public Map<String, String> discoverLocalMetadata() {
      return Map.of();
    }

    private String id() {
      return grid.id().toString();
    }
  }
}
