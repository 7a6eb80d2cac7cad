/** News in a file, for members that no link reaches: a session of which one half is frozen. */
@NullMarked
package io.rejoin.node.core.bundle;

import org.jspecify.annotations.NullMarked;
