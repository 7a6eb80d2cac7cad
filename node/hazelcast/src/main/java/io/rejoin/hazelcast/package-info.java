/**
 * Replicated values in a Hazelcast cluster, and a grid beside it; with Hazelcast's public
 * interfaces only. {@link io.rejoin.hazelcast.CrdtMap} shows a map as handles, {@link
 * io.rejoin.hazelcast.CrdtMergePolicy} joins what the sides of a split have written, {@link
 * io.rejoin.hazelcast.GridDiscovery} lets members find each other by the grid, {@link
 * io.rejoin.hazelcast.CodecSerializer} writes values as the grid's codecs do.
 */
@NullMarked
package io.rejoin.hazelcast;

import org.jspecify.annotations.NullMarked;
