package io.rejoin.node.loop;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.HybridClock;
import io.rejoin.crdt.causal.Timestamp;
import io.rejoin.node.port.Store;
import io.rejoin.node.port.StoreFull;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the hybrid clock over a restart: a machine whose wall clock forgot the time with its
 * power goes on from where this node was, so that what is written now is later than what was.
 */
final class KeptTime implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(KeptTime.class);
  private static final String NAME = "time";

  private final HybridClock clock;
  private final Store store;

  KeptTime(HybridClock clock, Store store) {
    this.clock = clock;
    this.store = store;
  }

  /** Moves the clock past the time that was kept. */
  void resume() {
    store
        .get(NAME)
        .flatMap(bytes -> {
          try {
            return Optional.of(Timestamp.read(new ByteReader(bytes)));
          } catch (MalformedBytes damaged) {
            LOG.warn("the time that was kept cannot be read: {}", damaged.getMessage());
            return Optional.empty();
          }
        })
        .ifPresent(clock::resume);
  }

  /** Keeps the time. */
  @Override
  public void run() {
    try {
      ByteWriter out = new ByteWriter();
      clock.now().write(out);
      store.put(NAME, out.toBytes());
    } catch (StoreFull full) {
      LOG.debug("no room for the time", full);
    } catch (RuntimeException failure) {
      LOG.warn("the time cannot be kept", failure);
    }
  }
}
