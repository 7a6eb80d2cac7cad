package io.rejoin.hazelcast.federation;

import com.hazelcast.config.AbstractWanPublisherConfig;
import com.hazelcast.config.WanReplicationConfig;
import com.hazelcast.core.EntryView;
import com.hazelcast.wan.WanEvent;
import com.hazelcast.wan.WanEventType;
import com.hazelcast.wan.WanPublisher;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Hears from Hazelcast which entries have changed, on the partition's thread and before the writer
 * has its answer: so it only marks them, and never waits nor throws.
 */
final class Feed implements WanPublisher<Object> {
  private final BiConsumer<String, Event> sink;

  /** What has happened to a key. */
  record Event(Object key, boolean removed) {}

  /** Into a sink of events by the name of their map. */
  Feed(BiConsumer<String, Event> sink) {
    this.sink = sink;
  }

  @Override
  public void init(WanReplicationConfig replication, AbstractWanPublisherConfig publisher) {}

  @Override
  public void doPrepublicationChecks() {}

  @Override
  public void publishReplicationEvent(WanEvent<Object> event) {
    @Nullable Object subject = event.getEventObject();
    boolean removed = event.getEventType() == WanEventType.REMOVE;
    Object key = subject instanceof EntryView<?, ?> entry ? entry.getKey() : subject;
    if (key != null) {
      sink.accept(event.getObjectName(), new Event(key, removed));
    }
  }

  @Override
  public void publishReplicationEventBackup(WanEvent<Object> event) {}

  @Override
  public void shutdown() {}
}
