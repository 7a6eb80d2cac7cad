package io.rejoin.akka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.Change;
import org.junit.jupiter.api.Test;

class SubscribedTest {
  private final Subscribed<Long, String> subscribed = new Subscribed<>(Change::toString);

  private static Change<Long> change(String key, long before, long after) {
    return new Change<>(key, before, after, after > before, 0);
  }

  @Test
  void whatChangesWhileAMessageWaitsIsMergedIntoIt() {
    assertTrue(subscribed.put(change("a", 1, 2)));
    assertFalse(subscribed.put(change("a", 2, 3)));
    assertTrue(subscribed.put(change("b", 7, 8)));
    assertFalse(subscribed.put(change("a", 3, 0)));
    assertEquals(new Change<>("a", 1L, 0L, false, 2).toString(), subscribed.take("a"));
    assertEquals(change("b", 7, 8).toString(), subscribed.take("b"));
    assertTrue(subscribed.put(change("a", 0, 5)));
    assertEquals(change("a", 0, 5).toString(), subscribed.take("a"));
  }
}
