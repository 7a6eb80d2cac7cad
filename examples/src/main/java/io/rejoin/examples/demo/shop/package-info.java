/** The shopping of one day: who visits which site when, what they do there and what came of it. */
@NullMarked
package io.rejoin.examples.demo.shop;

import org.jspecify.annotations.NullMarked;
