/**
 * A warehouse's carts as a Hazelcast application, to be copied: a map of replicated values, kept
 * equal with those of the other sites by the node of a grid beside each member, and a door for
 * shoppers. {@code rejoin demo --engine hazelcast} plays its day of shopping with it.
 */
@NullMarked
package io.rejoin.examples.warehouse;

import org.jspecify.annotations.NullMarked;
