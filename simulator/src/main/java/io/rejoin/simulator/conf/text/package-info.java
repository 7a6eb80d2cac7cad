/** Numbers with units, and distributions, as people write them. */
@NullMarked
package io.rejoin.simulator.conf.text;

import org.jspecify.annotations.NullMarked;
