package io.rejoin.benchmarks.hazelcast.cluster;

import com.hazelcast.cluster.Address;
import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.util.Optional;

/** A member of a Hazelcast cluster; its subclasses say what is used of it. */
class Member implements Data {
  private static final String LOOPBACK = "127.0.0.1";

  private final HazelcastInstance instance;

  Member(Config config) {
    instance = Hazelcast.newHazelcastInstance(config);
  }

  /**
   * Loopback alone, and nobody is called home; the rest is as it comes. Its warnings are of members
   * that have ended, as they were meant to.
   */
  static Config config(Optional<String> seed) {
    Config config = new Config().setClusterName("hazelcast-speed");
    config.setProperty("hazelcast.logging.type", "none");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.shutdownhook.enabled", "false");
    config.setProperty("hazelcast.socket.bind.any", "false");
    config.setProperty("hazelcast.wait.seconds.before.join", "0");
    config.getJetConfig().setEnabled(false);
    config.getNetworkConfig().setPort(0).setPortAutoIncrement(false);
    config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface(LOOPBACK);
    JoinConfig join = config.getNetworkConfig().getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true);
    seed.ifPresent(join.getTcpIpConfig()::addMember);
    return config;
  }

  final HazelcastInstance instance() {
    return instance;
  }

  @Override
  public String address() {
    Address address = instance.getCluster().getLocalMember().getAddress();
    return address.getHost() + ":" + address.getPort();
  }

  /** None while partitions are still on their way to them. */
  @Override
  public final int peers() {
    return instance.getPartitionService().isClusterSafe()
        ? instance.getCluster().getMembers().size() - 1
        : 0;
  }

  @Override
  public void close() {
    instance.getLifecycleService().terminate();
  }
}
