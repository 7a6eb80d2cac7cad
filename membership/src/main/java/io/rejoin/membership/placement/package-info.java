/** Which nodes hold which shards: pure functions of the members and of a bucket's policy. */
@NullMarked
package io.rejoin.membership.placement;

import org.jspecify.annotations.NullMarked;
