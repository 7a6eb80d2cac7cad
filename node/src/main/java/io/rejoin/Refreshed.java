package io.rejoin;

import io.rejoin.Confirmation.Holder;
import io.rejoin.Confirmation.Missing;
import io.rejoin.crdt.State;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whose knowledge of an entry a node has taken in, when somebody stopped waiting. What comes later
 * is taken in all the same.
 *
 * @param level what was asked for
 * @param required nodes, or sites, that the level needs
 * @param answered nodes, or sites, that have answered, this one included
 * @param reached whether that was enough
 * @param nodes who they are, this node first
 * @param missing who counts and has not answered; none if the level was reached
 * @param state what the entry came to, for the readers of its type
 * @param whole whether that is from a node that has had all that there was; if not, it is only what
 *     is here
 */
public record Refreshed(
    Level level,
    int required,
    int answered,
    boolean reached,
    List<Holder> nodes,
    List<Missing> missing,
    State state,
    boolean whole) {
  public Refreshed {
    nodes = List.copyOf(nodes);
    missing = List.copyOf(missing);
  }

  /** For people: {@code as 1 of 2 have it (berlin-1); not heard from: lyon-1}. */
  @Override
  public String toString() {
    String names = nodes.stream().map(Holder::name).collect(Collectors.joining(", "));
    return "as " + answered + " of " + required + " have it (" + names + ")"
        + Confirmation.silent(missing);
  }
}
