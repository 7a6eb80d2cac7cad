/** What a scenario says: places, links, clients, faults and checks, before a seed draws from it. */
@NullMarked
package io.rejoin.simulator.scenario;

import org.jspecify.annotations.NullMarked;
