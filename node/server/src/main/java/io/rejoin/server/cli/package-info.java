/** The subcommands of {@code rejoin} that start a node or talk to one. */
@NullMarked
package io.rejoin.server.cli;

import org.jspecify.annotations.NullMarked;
