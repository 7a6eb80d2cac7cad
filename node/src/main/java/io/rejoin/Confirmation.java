package io.rejoin;

import io.rejoin.membership.NodeId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is known about the copies of an operation when somebody stopped waiting.
 *
 * @param level what was waited for
 * @param required nodes, or sites, that the level needs; 0 for an operation that changed nothing
 * @param confirmed nodes, or sites, that hold the operation and count for the level
 * @param reached whether that was enough; if not, the operation stands all the same and spreads
 * @param nodes who holds it of those who count, this node first
 * @param missing who counts and is not known to hold it; none if the level was reached
 */
public record Confirmation(
    Level level,
    int required,
    int confirmed,
    boolean reached,
    List<Holder> nodes,
    List<Missing> missing) {
  /**
   * A node that counts.
   *
   * @param node its identity
   * @param name what people call it
   * @param site where it stands; empty if this node has not heard of it since it started
   */
  public record Holder(NodeId node, String name, String site) {}

  /**
   * A node that is waited for.
   *
   * @param unreachable for how long it has not answered; empty if it does
   */
  public record Missing(Holder node, Optional<Duration> unreachable) {
    @Override
    public String toString() {
      return node.name()
          + unreachable
              .map(time -> " (unreachable for " + time.toSeconds() + " s)")
              .orElse("");
    }
  }

  public Confirmation {
    nodes = List.copyOf(nodes);
    missing = List.copyOf(missing);
  }

  /**
   * For people: {@code stored here, 1 of 2 confirmed (berlin-1); not heard from: lyon-1
   * (unreachable for 12 s)}.
   */
  @Override
  public String toString() {
    return "stored here, " + confirmed + " of " + required + " confirmed (" + names() + ")"
        + silent(missing);
  }

  private String names() {
    return nodes.stream().map(Holder::name).collect(Collectors.joining(", "));
  }

  /** Who is not heard of, the first few. */
  static String silent(List<Missing> missing) {
    return missing.isEmpty() ? "" : "; not heard from: " + Coverage.first(missing);
  }
}
