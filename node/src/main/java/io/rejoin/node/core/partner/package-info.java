/** Whom a node has to do with because they share groups, and what it learns from them. */
@NullMarked
package io.rejoin.node.core.partner;

import org.jspecify.annotations.NullMarked;
