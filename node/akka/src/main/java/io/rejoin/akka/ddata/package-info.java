/** The way from Akka Distributed Data to the grid. */
@NullMarked
package io.rejoin.akka.ddata;

import org.jspecify.annotations.NullMarked;
