/** Reports as one file each, to be passed around and opened from disk. */
@NullMarked
package io.rejoin.simulator.report.html;

import org.jspecify.annotations.NullMarked;
