package io.rejoin.hazelcast.federation;

import com.hazelcast.config.AbstractWanPublisherConfig;
import com.hazelcast.config.WanReplicationConfig;
import com.hazelcast.core.EntryView;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.wan.WanEvent;
import com.hazelcast.wan.WanEventType;
import com.hazelcast.wan.WanPublisher;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hears from Hazelcast which entries have changed, on the partition's thread and before the writer
 * has its answer: so it only marks them, and never waits. Nothing is written while a member merges.
 */
public final class Feed implements WanPublisher<Object>, HazelcastInstanceAware {
  private @Nullable Marks marks;

  @Override
  public void setHazelcastInstance(HazelcastInstance member) {
    marks = Marks.of(member);
  }

  @Override
  public void init(WanReplicationConfig replication, AbstractWanPublisherConfig publisher) {}

  @Override
  public void doPrepublicationChecks() {
    Objects.requireNonNull(marks).pass();
  }

  @Override
  public void publishReplicationEvent(WanEvent<Object> event) {
    @Nullable Object subject = event.getEventObject();
    if (subject instanceof EntryView<?, ?> written) {
      mark(event, written.getKey(), Mark.written(until(written)), written::getValue);
    } else if (subject != null && event.getEventType() == WanEventType.REMOVE) {
      mark(event, subject, Mark.REMOVED, () -> null);
    }
  }

  private void mark(
      WanEvent<Object> event, @Nullable Object key, Mark mark, Supplier<@Nullable Object> made) {
    Marks all = Objects.requireNonNull(marks);
    if (key != null) {
      all.of(event.getObjectName())
          .mark(key, all.isKeeping() ? mark.of(Optional.ofNullable(made.get())) : mark);
    }
  }

  /** When an entry expires; one that expires when nobody uses it does so at this site alone. */
  static long until(EntryView<?, ?> view) {
    boolean never = view.getExpirationTime() == Long.MAX_VALUE;
    return never || view.getMaxIdle() != Long.MAX_VALUE ? 0 : view.getExpirationTime();
  }

  @Override
  public void publishReplicationEventBackup(WanEvent<Object> event) {}

  @Override
  public void shutdown() {}
}
