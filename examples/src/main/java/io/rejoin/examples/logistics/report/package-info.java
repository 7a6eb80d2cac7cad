/** What a person sees of the three days: a terminal, and a page with a map. */
@NullMarked
package io.rejoin.examples.logistics.report;

import org.jspecify.annotations.NullMarked;
