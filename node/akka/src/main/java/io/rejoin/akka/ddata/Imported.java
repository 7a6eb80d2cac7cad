package io.rejoin.akka.ddata;

import java.util.SortedMap;
import java.util.SortedSet;

/**
 * What became of the keys of a replicator; each is in one of these.
 *
 * @param taken keys whose values are in the grid now
 * @param before keys that an earlier import took; they were not looked at again
 * @param uncertain counters in the middle of which an earlier import was killed: their amount was
 *     added or not, and somebody has to look; nothing was done to them now
 * @param deleted keys that were deleted for good
 * @param refused keys that could not be taken, and why
 */
public record Imported(
    SortedSet<String> taken,
    SortedSet<String> before,
    SortedSet<String> uncertain,
    SortedSet<String> deleted,
    SortedMap<String, String> refused) {}
