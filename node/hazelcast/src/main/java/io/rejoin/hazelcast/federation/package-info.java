/**
 * Keeps maps of Hazelcast clusters equal across sites. {@code Pump.Bridge} has the one way in which
 * a map and the grid come to agree; everything else only says which keys to look at.
 */
@NullMarked
package io.rejoin.hazelcast.federation;

import org.jspecify.annotations.NullMarked;
