/** Operations and values of the replicated types as JSON. */
@NullMarked
package io.rejoin.server.json;

import org.jspecify.annotations.NullMarked;
