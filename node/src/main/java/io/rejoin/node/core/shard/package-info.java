/** What a replica is made of: entries in shards, numbers, and what waits to travel. */
@NullMarked
package io.rejoin.node.core.shard;

import org.jspecify.annotations.NullMarked;
