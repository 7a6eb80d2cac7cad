/** Examples that are compiled and run by the build. */
@NullMarked
package io.rejoin.examples;

import org.jspecify.annotations.NullMarked;
