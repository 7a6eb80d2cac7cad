/**
 * The same histories under last-writer-wins, under a majority quorum, and under Rejoin: what each
 * refuses, loses and brings back.
 */
@NullMarked
package io.rejoin.examples.comparison;

import org.jspecify.annotations.NullMarked;
