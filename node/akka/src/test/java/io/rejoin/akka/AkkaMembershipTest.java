package io.rejoin.akka;

import akka.actor.typed.ActorSystem;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import io.rejoin.grid.Grid;
import io.rejoin.grid.GridConfig;
import io.rejoin.testing.MembershipContract;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Nobody downs or removes anybody in this cluster, so a member that is gone stays unreachable in
 * it, and one that comes later is no more than WeaklyUp. The grid does not mind.
 */
class AkkaMembershipTest implements MembershipContract {

  @Override
  public Hosts hosts() {
    return new OneCluster();
  }

  private static final class OneCluster implements Hosts {
    private final Systems systems = new Systems();
    private final Map<Grid, ActorSystem<Void>> hosts = new LinkedHashMap<>();

    @Override
    public Grid start(GridConfig config) {
      ActorSystem<Void> host = systems.start("shop", "", RejoinGrid.setup(config));
      Grid grid = Systems.grid(host);
      ActorSystem<Void> first =
          hosts.isEmpty() ? host : hosts.values().iterator().next();
      Cluster.get(host).manager().tell(Join.create(Systems.address(first)));
      hosts.put(grid, host);
      return grid;
    }

    @Override
    public void end(Grid node) {
      Systems.kill(Objects.requireNonNull(hosts.get(node)));
    }

    @Override
    public void close() {
      systems.close();
    }
  }
}
