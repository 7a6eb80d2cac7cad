package io.rejoin.grid;

import java.util.Optional;

/**
 * How far a node has come in leaving its grid.
 *
 * @param left whether it is gone; if not, it goes on to hand over what it has
 * @param leftover what may be with this node alone, for people; nothing is known to be, if empty
 */
public record Departure(boolean left, Optional<String> leftover) {
  @Override
  public String toString() {
    return (left ? "has left the grid" : "has not left yet")
        + leftover.map(text -> "; " + text).orElse("");
  }
}
