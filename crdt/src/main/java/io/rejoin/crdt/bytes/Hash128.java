package io.rejoin.crdt.bytes;

/** A 128-bit hash value in two halves. */
public record Hash128(long high, long low) {}
