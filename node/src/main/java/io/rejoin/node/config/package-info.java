/** The settings of a node: what keys there are, what values they take, and HOCON files. */
@NullMarked
package io.rejoin.node.config;

import org.jspecify.annotations.NullMarked;
