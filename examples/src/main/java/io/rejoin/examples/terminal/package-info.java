/** What a person reads on a terminal: events as they happen, and a summary. */
@NullMarked
package io.rejoin.examples.terminal;

import org.jspecify.annotations.NullMarked;
