package io.rejoin.antientropy;

/**
 * What an entry is at one moment: two 64-bit keyed hashes over key and state digest, see {@link
 * Lanes}. Lane 1 is compared entry by entry; both are summed up in the root.
 */
public record EntryId(long lane1, long lane2) {}
