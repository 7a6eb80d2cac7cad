/** Federation that Hazelcast's own XML or YAML declares, without a line of Java. */
@NullMarked
package io.rejoin.hazelcast.declared;

import org.jspecify.annotations.NullMarked;
