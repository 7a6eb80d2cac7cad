/** Sets of elements, which differ in who wins when an add and a remove did not see each other. */
@NullMarked
package io.rejoin.crdt.type.set;

import org.jspecify.annotations.NullMarked;
