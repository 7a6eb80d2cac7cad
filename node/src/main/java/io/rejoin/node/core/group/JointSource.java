package io.rejoin.node.core.group;

import io.rejoin.node.core.frame.Frame;
import io.rejoin.node.core.link.DeltaSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What waits for one node in all groups, that of all nodes first. */
public final class JointSource implements DeltaSource {

  /** What waits in one group. */
  public record Part(DeltaSource source, Lines lines) {
    private Optional<Frame> next(Function<DeltaSource, Optional<Frame>> which) {
      return which.apply(source).map(lines::wrapped);
    }
  }

  private final Supplier<Stream<Part>> parts;

  public JointSource(Supplier<Stream<Part>> parts) {
    this.parts = parts;
  }

  @Override
  public boolean hasDeltas() {
    return parts.get().anyMatch(part -> part.source().hasDeltas());
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
    return parts.get().flatMap(part -> part.next(which).stream()).findFirst();
  }
}
