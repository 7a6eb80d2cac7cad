/** What a run shows to people and programs: on a terminal, as JSON lines, as a trace. */
@NullMarked
package io.rejoin.simulator.report;

import org.jspecify.annotations.NullMarked;
