package io.rejoin.node.loop;

import io.rejoin.crdt.Item;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.GridIdentity;
import io.rejoin.node.core.packing.Compression;
import io.rejoin.node.core.shard.Buckets;
import io.rejoin.node.transport.TransportProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a node needs to know before it starts.
 *
 * @param name for people; by default made of the id
 * @param id drawn at random if it is not given
 * @param advertise where others reach this node, if its transport does not know
 * @param seeds addresses to dial first
 * @param preset {@code lan}, {@code wan} or {@code simulation}
 * @param compression on which links frames are packed
 * @param bytesPerSecond how much a link carries at most, 0 for as much as it takes
 * @param shardSessions sessions that the node begins at one time in all shards
 * @param data what is kept, and where
 * @param waits operations that may be waited for at one time
 * @param items how large items may be that are put here
 */
public record NodePlan(
    GridIdentity grid,
    Optional<String> name,
    String site,
    Optional<NodeId> id,
    TransportProvider transport,
    Optional<String> advertise,
    List<String> seeds,
    String preset,
    Compression compression,
    int bytesPerSecond,
    int shardSessions,
    Data data,
    int waits,
    Item.Limits items) {

  /**
   * What a node keeps over its starts.
   *
   * @param directory nothing is kept without one
   * @param syncInterval what was written is on the disk after this time at the latest
   */
  public record Data(Optional<Path> directory, Duration syncInterval, Buckets buckets) {
    public Data {
      if (directory.isEmpty() && buckets.uses(Buckets.Durability.SYNC)) {
        throw new IllegalArgumentException(
            "durability = sync needs a directory: set rejoin.data.dir");
      }
    }
  }
}
