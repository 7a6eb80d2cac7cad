package io.rejoin.examples.demo.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.examples.demo.shop.Shopper;
import io.rejoin.examples.demo.shop.Visit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ReplayTest {
  private final List<String> begun = Collections.synchronizedList(new ArrayList<>());

  @Test
  void visitsBeginInTheOrderOfTime() throws InterruptedException {
    List<Shopper> shoppers = List.of(shopper(0, 0.1, 0.4), shopper(1, 0.2, 0.3));
    try (Replay replay = new Replay(shoppers, 1, this::note)) {
      replay.goOnUntil(Replay.END_OF_DAY);
      replay.awaitQuiet();
    }
    assertEquals(List.of("0.0", "1.0", "1.1", "0.1"), begun);
  }

  @Test
  void nothingBeginsBeforeItIsLetGoOn() throws InterruptedException {
    try (Replay replay = new Replay(List.of(shopper(0, 0.1, 0.4, 0.6)), 2, this::note)) {
      replay.awaitQuiet();
      assertEquals(List.of(), begun);
      replay.goOnUntil(0.5);
      replay.awaitQuiet();
      assertEquals(List.of("0.0", "0.1"), begun);
    }
  }

  @Test
  void aTimeThatNobodyReachesIsNotWaitedForForEver() throws InterruptedException {
    try (Replay replay = new Replay(List.of(shopper(0, 0.1)), 2, this::note)) {
      replay.goOnUntil(Replay.END_OF_DAY);
      replay.awaitTime(0.9);
      assertEquals(List.of("0.0"), begun);
    }
  }

  @Test
  void aShopperIsNeverAtTwoPlaces() throws InterruptedException {
    List<Shopper> shoppers = new ArrayList<>();
    int[] inside = new int[50];
    for (int i = 0; i < inside.length; i++) {
      shoppers.add(shopper(i, 0.1, 0.1, 0.1, 0.1));
    }
    Replay.Door door = (shopper, visit) -> {
      assertEquals(1, ++inside[shopper.number()]);
      assertEquals(0, --inside[shopper.number()]);
      note(shopper, visit);
    };
    try (Replay replay = new Replay(shoppers, 8, door)) {
      replay.goOnUntil(Replay.END_OF_DAY);
      replay.awaitQuiet();
    }
    assertEquals(200, begun.size());
  }

  @Test
  void aFailureOfTheDoorEndsTheReplay() {
    Replay.Door door = (shopper, visit) -> {
      throw new IllegalArgumentException("closed");
    };
    try (Replay replay = new Replay(List.of(shopper(0, 0.1)), 2, door)) {
      replay.goOnUntil(Replay.END_OF_DAY);
      var failure = assertThrows(IllegalStateException.class, replay::awaitQuiet);
      assertTrue(failure.getCause() instanceof IllegalArgumentException);
    }
  }

  private void note(Shopper shopper, int visit) {
    begun.add(shopper.number() + "." + visit);
  }

  private static Shopper shopper(int number, double... times) {
    List<Visit> visits = new ArrayList<>();
    for (double time : times) {
      visits.add(new Visit(time, 0, List.of()));
    }
    return new Shopper(number, "cart-" + number, visits);
  }
}
