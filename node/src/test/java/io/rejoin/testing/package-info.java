/** What the tests of several packages share. */
@NullMarked
package io.rejoin.testing;

import org.jspecify.annotations.NullMarked;
