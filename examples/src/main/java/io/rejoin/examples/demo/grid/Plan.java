package io.rejoin.examples.demo.grid;

import java.util.List;

/**
 * What a grid is to be.
 *
 * @param sites their names
 * @param more lines of each node's configuration
 */
public record Plan(Engine engine, List<String> sites, int nodesPerSite, String more) {}
