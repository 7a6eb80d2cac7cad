/**
 * A node of the grid inside an Akka Cluster: no second membership to look after, no second port.
 * {@link io.rejoin.akka.RejoinGrid} is a typed extension. Its endpoint, one actor per node, takes
 * and gives the frames of the grid as {@code byte[]} over Artery, of whatever transport, with TLS
 * or without. What cluster events say is a hint of where nodes are; who is a member of the grid is
 * said by the grid's own member table. So the grid spans clusters that formed separately.
 *
 * <p>Akka is pinned at 2.8.5. Its POM names the licence BUSL-1.1, which turns into Apache-2.0
 * version by version, three years after each came out: this one did on 2026-09-20. Later versions
 * of 2.8 have not yet, and 2.8.7 and 2.8.8 stop an ActorSystem without a licence key after 15
 * minutes.
 */
@NullMarked
package io.rejoin.akka;

import org.jspecify.annotations.NullMarked;
