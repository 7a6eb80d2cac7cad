package io.rejoin.hazelcast.federation;

import com.hazelcast.core.HazelcastException;
import com.hazelcast.map.MapInterceptor;
import io.rejoin.hazelcast.federation.Sites.At;
import io.rejoin.testing.Eventually;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CrdtBridgeTest {
  private static final AtomicInteger FAILURES = new AtomicInteger();

  private final Sites sites = new Sites();

  @AfterEach
  void end() {
    sites.close();
  }

  /** Such as when another member dies meanwhile. */
  private static final class FailsSometimes implements MapInterceptor {
    private static final long serialVersionUID = 1;

    @Override
    public @Nullable Object interceptGet(@Nullable Object value) {
      if (FAILURES.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new HazelcastException("as the test wants it");
      }
      return value;
    }

    @Override
    public void afterGet(@Nullable Object value) {}

    @Override
    public @Nullable Object interceptPut(@Nullable Object before, @Nullable Object after) {
      return after;
    }

    @Override
    public void afterPut(@Nullable Object value) {}

    @Override
    public @Nullable Object interceptRemove(@Nullable Object value) {
      return value;
    }

    @Override
    public void afterRemove(@Nullable Object value) {}
  }

  @Test
  void whatHazelcastRefusesOnceIsTriedAgain() {
    At oslo = sites.start("oslo");
    At rig = sites.start("rig");
    oslo.stock().counter("sku").add(1);
    rig.counts("sku", 1);
    sites.settled();
    rig.member().getMap(Sites.STOCK).addInterceptor(new FailsSometimes());
    FAILURES.set(1);
    oslo.stock().counter("sku").add(1);
    Eventually.holds("refused", () -> FAILURES.get() == 0);
    rig.counts("sku", 2);
  }
}
