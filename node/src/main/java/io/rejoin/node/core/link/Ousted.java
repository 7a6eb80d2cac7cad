package io.rejoin.node.core.link;

import io.rejoin.node.core.frame.Refusal;

/**
 * A node that must not go on under its identity: another live process has it, or the grid has
 * evicted it.
 *
 * @param text for people: what is the case, and what helps
 */
public record Ousted(Refusal reason, String text) {}
