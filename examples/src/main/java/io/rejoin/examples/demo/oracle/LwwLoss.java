package io.rejoin.examples.demo.oracle;

import io.rejoin.examples.demo.shop.Journal;
import io.rejoin.examples.demo.shop.Journal.Outcome;
import io.rejoin.examples.demo.shop.Journal.Visited;
import io.rejoin.examples.demo.shop.Shopper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The right outcome beside that of a last-writer-wins map. An item is a sku in a cart, be it in an
 * open line or in an order; quantities are not compared, which is kind to the map.
 *
 * @param items in the right outcome and not in the map's
 * @param carts with at least one such item
 * @param returned items in the map's outcome that shoppers had taken out
 * @param example a cart to show, if there is one
 */
public record LwwLoss(int items, int carts, int returned, Optional<Example> example) {
  private static final int TELLING_LOSS = 4;
  private static final int TELLING_SIZE = 10;

  /**
   * One cart of which the map loses something, short enough to be read; {@code story} are its
   * visits in their order.
   */
  public record Example(Shopper shopper, List<Visited> story, List<String> lost, int right) {}

  public static LwwLoss of(Ledger ledger, LastWriterWins map, List<Journal.Event> events) {
    int items = 0;
    int carts = 0;
    int returned = 0;
    String example = "";
    int least = Integer.MAX_VALUE;
    for (String cart : ledger.carts()) {
      Set<String> ours = ledger.certainSkus(cart);
      Set<String> theirs = map.cart(cart).skus();
      int lost = minus(ours, theirs).size();
      items += lost;
      carts += lost > 0 ? 1 : 0;
      returned += minus(theirs, ledger.possibleSkus(cart)).size();
      int dullness = Math.abs(ours.size() - TELLING_SIZE) + 3 * Math.abs(lost - TELLING_LOSS);
      if (lost > 0 && dullness < least) {
        example = cart;
        least = dullness;
      }
    }
    List<Visited> story = story(example, events);
    Optional<Example> told =
        story.isEmpty() ? Optional.empty() : Optional.of(tell(story, ledger, map));
    return new LwwLoss(items, carts, returned, told);
  }

  private static Example tell(List<Visited> story, Ledger ledger, LastWriterWins map) {
    Shopper shopper = story.get(0).shopper();
    Set<String> right = ledger.certainSkus(shopper.cart());
    Set<String> lost = minus(right, map.cart(shopper.cart()).skus());
    return new Example(shopper, story, List.copyOf(lost), right.size());
  }

  private static List<Visited> story(String cart, List<Journal.Event> events) {
    List<Visited> story = new ArrayList<>();
    for (Journal.Event event : events) {
      if (event instanceof Visited visited
          && visited.outcome() == Outcome.OK
          && visited.shopper().cart().equals(cart)) {
        story.add(visited);
      }
    }
    return List.copyOf(story);
  }

  private static Set<String> minus(Set<String> some, Set<String> others) {
    Set<String> rest = new TreeSet<>(some);
    rest.removeAll(others);
    return rest;
  }
}
