package io.rejoin.examples.demo.shop;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/** How shoppers behave, drawn at random: the data set knows only what was in a basket. */
final class Habits {
  private static final double REMOVES = 0.06;
  private static final double CORRECTS_QUANTITY = 0.05;
  private static final double TAKES_MORE = 0.03;
  private static final double CHECKS_OUT = 0.6;
  private static final double ROAMS = 0.4;
  private static final double ROAMS_AGAIN = 0.25;
  private static final int MOST_PER_VISIT = 8;

  private final RandomGenerator random;
  private final int sites;

  Habits(RandomGenerator random, int sites) {
    this.random = random;
    this.sites = sites;
  }

  List<Visit> visits(int shopper, List<String> basket, double arrival, double duration) {
    List<List<CartOperation>> goes = inGoes(operations(shopper, basket));
    List<Visit> visits = new ArrayList<>(goes.size());
    int[] route = route(goes.size());
    for (int i = 0; i < goes.size(); i++) {
      double time = arrival + duration * (i + random.nextDouble()) / goes.size();
      visits.add(new Visit(time, route[i], goes.get(i)));
    }
    return visits;
  }

  private List<CartOperation> operations(int shopper, List<String> basket) {
    List<String> list = new ArrayList<>(basket);
    for (int i = list.size() - 1; i > 0; i--) {
      Collections.swap(list, i, random.nextInt(i + 1));
    }
    List<CartOperation> operations = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      operations.add(new CartOperation.Add(list.get(i), quantity()));
      changeOfMind(list.get(random.nextInt(i + 1)), operations);
    }
    if (random.nextDouble() < CHECKS_OUT) {
      operations.add(new CartOperation.Checkout("order-%04d".formatted(shopper)));
    }
    return operations;
  }

  private void changeOfMind(String sku, List<CartOperation> operations) {
    double mood = random.nextDouble();
    if (mood < REMOVES) {
      operations.add(new CartOperation.Remove(sku));
    } else if (mood < REMOVES + CORRECTS_QUANTITY) {
      operations.add(new CartOperation.SetQuantity(sku, quantity()));
    } else if (mood < REMOVES + CORRECTS_QUANTITY + TAKES_MORE) {
      operations.add(new CartOperation.Add(sku, 1));
    }
  }

  /** Mostly one, seldom more than three. */
  private int quantity() {
    int quantity = 1;
    while (quantity < 6 && random.nextDouble() < 0.35) {
      quantity++;
    }
    return quantity;
  }

  private List<List<CartOperation>> inGoes(List<CartOperation> operations) {
    List<List<CartOperation>> goes = new ArrayList<>();
    for (int from = 0; from < operations.size(); ) {
      int to = Math.min(operations.size(), from + 2 + random.nextInt(MOST_PER_VISIT - 1));
      goes.add(operations.subList(from, to));
      from = to;
    }
    return goes;
  }

  /** The site of every visit: most stay, some move to another site in the middle, a few twice. */
  private int[] route(int visits) {
    int[] route = new int[visits];
    int here = random.nextInt(sites);
    int firstMove = random.nextDouble() < ROAMS ? moveAfter(0, visits) : visits;
    int secondMove = random.nextDouble() < ROAMS_AGAIN ? moveAfter(firstMove, visits) : visits;
    for (int i = 0; i < visits; i++) {
      if (i == firstMove || i == secondMove) {
        here = (here + 1 + random.nextInt(Math.max(1, sites - 1))) % sites;
      }
      route[i] = here;
    }
    return route;
  }

  private int moveAfter(int visit, int visits) {
    return visit + 1 >= visits ? visits : visit + 1 + random.nextInt(visits - visit - 1);
  }
}
