package io.rejoin;

import io.rejoin.membership.NodeId;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is known about the copies of an operation when somebody stopped waiting.
 *
 * @param level what was waited for
 * @param required nodes that the level needs; 0 for an operation that changed nothing
 * @param confirmed nodes that hold the operation and count for the level
 * @param reached whether that was enough; if not, the operation stands all the same and spreads
 * @param nodes who they are, this node first
 */
public record Confirmation(
    Level level, int required, int confirmed, boolean reached, List<Holder> nodes) {

  /**
   * A node that holds the operation.
   *
   * @param node its identity
   * @param name what people call it
   * @param site where it stands
   */
  public record Holder(NodeId node, String name, String site) {}

  public Confirmation {
    nodes = List.copyOf(nodes);
  }

  /** For people: {@code stored here, 1 of 2 confirmed (berlin-1)}. */
  @Override
  public String toString() {
    String names = nodes.stream().map(Holder::name).collect(Collectors.joining(", "));
    return "stored here, " + confirmed + " of " + required + " confirmed (" + names + ")";
  }
}
