package io.rejoin.node.core.group;

import io.rejoin.node.core.frame.Frame;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.node.core.link.DeltaSource;
import io.rejoin.node.core.way.Lines;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.function.Function;

/**
 * What waits for one node: in the group of all nodes first, then in those of which something is
 * due. There may be thousands of groups, so no others are looked at.
 */
public final class JointSource implements DeltaSource {

  /** What waits in one group. */
  public record Part(DeltaSource source, Lines lines) {
    private Optional<Frame> next(Function<DeltaSource, Optional<Frame>> which) {
      return which.apply(source).map(lines::wrapped);
    }
  }

  private final DeltaSource all;
  private final NavigableSet<GroupId> due;
  private final Function<GroupId, Optional<Part>> parts;

  /**
   * Of one node.
   *
   * @param due the groups to look at; those of which nothing waits are removed
   */
  public JointSource(
      DeltaSource all, NavigableSet<GroupId> due, Function<GroupId, Optional<Part>> parts) {
    this.all = all;
    this.due = due;
    this.parts = parts;
  }

  @Override
  public boolean hasDeltas() {
    if (all.hasDeltas()) {
      return true;
    }
    while (!due.isEmpty() && !waits(due.first())) {
      due.pollFirst();
    }
    return !due.isEmpty();
  }

  private boolean waits(GroupId group) {
    return parts.apply(group).filter(part -> part.source().hasDeltas()).isPresent();
  }

  @Override
  public Optional<Frame> nextClocks() {
    return next(DeltaSource::nextClocks);
  }

  @Override
  public Optional<Frame> nextDelta() {
    return next(DeltaSource::nextDelta);
  }

  private Optional<Frame> next(Function<DeltaSource, Optional<Frame>> which) {
    Optional<Frame> first = which.apply(all);
    return first.isPresent()
        ? first
        : due.stream()
            .flatMap(group -> parts.apply(group).flatMap(part -> part.next(which)).stream())
            .findFirst();
  }
}
