/** The member table, SWIM and Lifeguard, free of sockets and time. */
@NullMarked
package io.rejoin.membership;

import org.jspecify.annotations.NullMarked;
