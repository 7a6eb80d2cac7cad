/** Simulations as tests. Needs JUnit on the class path; nothing else here does. */
@NullMarked
package io.rejoin.simulator.junit;

import org.jspecify.annotations.NullMarked;
