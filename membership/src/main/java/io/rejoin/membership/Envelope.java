package io.rejoin.membership;

/** A message for a linked node. It may be lost. */
public record Envelope(NodeId to, SwimMessage message) {}
