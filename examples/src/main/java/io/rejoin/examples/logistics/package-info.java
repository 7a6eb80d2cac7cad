/**
 * Cargo between depots and ships that lose their links for days: what is where, what is on which
 * manifest, how often a parcel was scanned, and where a ship is. Depends on the grid's API only.
 */
@NullMarked
package io.rejoin.examples.logistics;

import org.jspecify.annotations.NullMarked;
