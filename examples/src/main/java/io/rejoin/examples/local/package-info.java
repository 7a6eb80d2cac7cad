/** A grid on this machine alone, for applications that show what they do when it splits. */
@NullMarked
package io.rejoin.examples.local;

import org.jspecify.annotations.NullMarked;
