/**
 * A shop's cart service as an Akka application, to be copied: an actor that keeps carts in the
 * grid, a door for shoppers in front of it, each node a member of an Akka Cluster. {@code rejoin
 * demo --engine akka} plays its day of shopping with it.
 */
@NullMarked
package io.rejoin.examples.cartservice;

import org.jspecify.annotations.NullMarked;
