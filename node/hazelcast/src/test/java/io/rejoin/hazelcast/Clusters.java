package io.rejoin.hazelcast;

import com.hazelcast.cluster.Member;
import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import com.hazelcast.internal.cluster.impl.ClusterServiceImpl;
import io.rejoin.Codec;
import io.rejoin.grid.Grid;
import io.rejoin.grid.GridConfig;
import io.rejoin.value.LwwMap;
import java.util.ArrayList;
import java.util.List;

/** Nodes of a grid and members of Hazelcast clusters, on loopback, ended at the end. */
public final class Clusters implements AutoCloseable {
  private static final String OF = "rejoin.test.clusters";

  private final List<Grid> grids = new ArrayList<>();
  private final List<HazelcastInstance> members = new ArrayList<>();

  /** A node of one grid, which knows all that were started before. */
  Grid node(String site) {
    String[] seeds =
        grids.stream().map(grid -> grid.address().orElseThrow()).toArray(String[]::new);
    Grid grid = Grid.start(GridConfig.named("beside-hazelcast")
        .site(site)
        .listen("127.0.0.1:0")
        .seeds(seeds)
        .allowDrill(true));
    grids.add(grid);
    return grid;
  }

  /** Tests that run beside these have clusters of other names, and may have the same ports. */
  private static String name(String cluster) {
    return cluster + "-"
        + System.getProperty(OF, Long.toString(ProcessHandle.current().pid()));
  }

  /** Makes a process have the clusters of this one. */
  public static String option() {
    return "-D" + OF + "=" + ProcessHandle.current().pid();
  }

  /** What all members have in common: loopback, any free port, and nobody is called home. */
  public static Config config(String cluster) {
    Config config = new Config().setClusterName(name(cluster));
    config.setProperty("hazelcast.logging.type", "slf4j");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.shutdownhook.enabled", "false");
    config.setProperty("hazelcast.socket.bind.any", "false");
    config.setProperty("hazelcast.wait.seconds.before.join", "0");
    config.setProperty("hazelcast.tcp.join.port.try.count", "8");
    config.setProperty("hazelcast.merge.first.run.delay.seconds", "1");
    config.setProperty("hazelcast.merge.next.run.delay.seconds", "1");
    config.getJetConfig().setEnabled(false);
    config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    return config;
  }

  /** Members find each other at the usual ports. */
  public static Config byAddress(Config config) {
    JoinConfig join = config.getNetworkConfig().getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true).addMember("127.0.0.1");
    return config;
  }

  HazelcastInstance member(Config config) {
    HazelcastInstance member = Hazelcast.newHazelcastInstance(config);
    members.add(member);
    return member;
  }

  /** Where the members of a cluster are, by the ids of their nodes, as a node knows it. */
  static LwwMap<String, String> known(Grid grid, String cluster) {
    return grid.lastWriterWinsMap(
        "hazelcast/members/" + name(cluster), Codec.string(), Codec.string());
  }

  /**
   * Ends a cluster of two as when nothing passes between them any more: each holds the other one
   * dead and goes on alone. They merge as soon as one finds the other.
   */
  public static void part(HazelcastInstance one, HazelcastInstance other) {
    suspect(one, other);
    suspect(other, one);
  }

  private static void suspect(HazelcastInstance who, HazelcastInstance whom) {
    ClusterServiceImpl cluster =
        ((HazelcastInstanceProxy) who).getOriginal().node.getClusterService();
    Member there = cluster.getMember(whom.getCluster().getLocalMember().getUuid());
    if (there != null) {
      cluster.suspectMember(there, "cut", true);
    }
  }

  @Override
  public void close() {
    members.forEach(member -> member.getLifecycleService().terminate());
    grids.forEach(Grid::close);
  }
}
