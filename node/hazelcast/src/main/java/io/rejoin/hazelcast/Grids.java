package io.rejoin.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import io.rejoin.grid.Grid;
import java.util.Map;
import java.util.Optional;

/**
 * By which grid a member's maps of replicated values are federated: their operations are carried
 * out by its node, so that they are known at other sites too.
 */
public final class Grids {
  private static final String KEY = "io.rejoin.hazelcast.grid.";

  private Grids() {}

  /**
   * A map is federated by a grid, as the user context of a member says from its start on:
   * partitions may come to it before anybody can say so of the member.
   */
  public static void put(Map<String, Object> userContext, String map, Grid grid) {
    userContext.put(KEY + map, grid);
  }

  static Optional<Grid> of(HazelcastInstance member, String map) {
    return Optional.ofNullable((Grid) member.getUserContext().get(KEY + map));
  }
}
