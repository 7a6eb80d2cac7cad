/** Three days of two ships and four depots in simulated time, and what became of it. */
@NullMarked
package io.rejoin.examples.logistics.voyage;

import org.jspecify.annotations.NullMarked;
