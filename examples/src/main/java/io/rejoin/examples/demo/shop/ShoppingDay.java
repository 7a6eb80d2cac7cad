package io.rejoin.examples.demo.shop;

import io.rejoin.examples.data.Baskets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** All shoppers of a day, planned beforehand: the same seed gives the same day. */
public final class ShoppingDay {
  /** Part of the day that one shopper takes from the first to the last visit. */
  private static final double DURATION = 0.2;

  private final List<Shopper> shoppers;

  private ShoppingDay(List<Shopper> shoppers) {
    this.shoppers = shoppers;
  }

  /** Plans the day for {@code count} of the baskets, chosen by the seed. */
  public static ShoppingDay plan(Baskets baskets, int count, int sites, long seed) {
    List<Integer> numbers =
        new ArrayList<>(IntStream.range(0, baskets.size()).boxed().toList());
    Collections.shuffle(numbers, new Random(seed));
    List<Shopper> shoppers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Habits habits = new Habits(new SplittableRandom(seed * 1_000_003 + i), sites);
      double arrival = (1 - DURATION) * i / count;
      int basket = numbers.get(i);
      shoppers.add(new Shopper(
          i,
          "carts/basket-%04d".formatted(basket),
          habits.visits(i, baskets.basket(basket), arrival, DURATION)));
    }
    return new ShoppingDay(List.copyOf(shoppers));
  }

  /** In the order of their arrival. */
  public List<Shopper> shoppers() {
    return shoppers;
  }

  public int operations() {
    return shoppers.stream().mapToInt(Shopper::operations).sum();
  }
}
