package io.rejoin;

import io.rejoin.crdt.causal.ReplicaId;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether a node shows all that a session token stands for, when somebody stopped waiting.
 *
 * @param missing what it lacks; none if it shows all
 */
public record Coverage(List<Gap> missing) {
  /** So many are named in a text for people. */
  private static final int NAMED = 8;

  /**
   * Operations of a run that this node lacks.
   *
   * @param here up to which number it has applied them
   * @param wanted up to which number the session has seen them
   */
  public record Gap(ReplicaId run, long here, long wanted) {
    @Override
    public String toString() {
      return run + " up to " + wanted + " (here: " + here + ")";
    }
  }

  public Coverage {
    missing = List.copyOf(missing);
  }

  /** Whether nothing is missing. */
  public boolean reached() {
    return missing.isEmpty();
  }

  /** For people: {@code this node lacks operations of 00000000000000a1 up to 12 (here: 9)}. */
  @Override
  public String toString() {
    return reached()
        ? "this node has all that the session has seen"
        : "this node lacks operations of " + first(missing);
  }

  /** The first few of a list, for people. */
  static String first(List<?> all) {
    String more = all.size() > NAMED ? " and " + (all.size() - NAMED) + " more" : "";
    return all.stream()
        .limit(NAMED)
        .map(Object::toString)
        .collect(Collectors.joining(", ", "", more));
  }
}
