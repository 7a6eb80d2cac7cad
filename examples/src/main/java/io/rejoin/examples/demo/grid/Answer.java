package io.rejoin.examples.demo.grid;

import io.rejoin.examples.demo.shop.Applied;
import java.util.List;

/**
 * What a node answered to the operations of one visit; all of them are stored there.
 *
 * @param reached whether as many nodes as asked for confirmed in time
 */
public record Answer(List<Applied> done, int confirmed, boolean reached) {}
