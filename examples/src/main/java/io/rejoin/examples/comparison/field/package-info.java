/**
 * What people do in four fields, and the same applications twice: over documents, as one would
 * write them for a map or a document store, and over the grid.
 */
@NullMarked
package io.rejoin.examples.comparison.field;

import org.jspecify.annotations.NullMarked;
