/**
 * What handles and grid have in common: codecs, receipts and levels, changes, limits, refusals, and
 * the base of all handles.
 */
@NullMarked
package io.rejoin;

import org.jspecify.annotations.NullMarked;
