/**
 * {@code rejoin demo}: real processes take real baskets, lose their network, go on, and join again
 * with nothing lost.
 */
@NullMarked
package io.rejoin.examples.demo;

import org.jspecify.annotations.NullMarked;
