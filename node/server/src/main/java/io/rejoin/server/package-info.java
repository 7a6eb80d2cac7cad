/** A node as a process: command line and HTTP API. */
@NullMarked
package io.rejoin.server;

import org.jspecify.annotations.NullMarked;
