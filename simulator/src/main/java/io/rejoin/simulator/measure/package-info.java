/** What is measured while a run goes on: how soon writes show, how soon nodes agree again. */
@NullMarked
package io.rejoin.simulator.measure;

import org.jspecify.annotations.NullMarked;
