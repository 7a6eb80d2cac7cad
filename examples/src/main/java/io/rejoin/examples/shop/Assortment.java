package io.rejoin.examples.shop;

import io.rejoin.examples.data.Baskets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What the shop sells: the departments of a real supermarket, of which the data knows names and how
 * many baskets they were in. It knows no prices, so there are none, and no stock: how many pieces
 * there are is made up.
 */
public record Assortment(List<Article> articles) {
  private static final Pattern NAMELESS = Pattern.compile("department\\d+");
  private static final int MOST_PIECES = 9;
  private static final int SCARCE_EACH = 9; // of so many articles one has a single piece

  /**
   * An article.
   *
   * @param percent of the 4,627 baskets that have it
   */
  public record Article(String sku, int percent) {}

  /** The departments that have a name, those that are in most baskets first. */
  public static Assortment load() {
    Baskets baskets = Baskets.load();
    Map<String, Integer> counts = new HashMap<>();
    IntStream.range(0, baskets.size())
        .forEach(each -> baskets.basket(each).forEach(sku -> counts.merge(sku, 1, Integer::sum)));
    List<Article> articles = new ArrayList<>();
    for (String sku : baskets.departments()) {
      if (!NAMELESS.matcher(sku).matches()) {
        int percent = Math.round(100f * counts.getOrDefault(sku, 0) / baskets.size());
        articles.add(new Article(sku, percent));
      }
    }
    articles.sort(
        Comparator.comparingInt(Article::percent).reversed().thenComparing(Article::sku));
    return new Assortment(List.copyOf(articles));
  }

  /**
   * Makes up deliveries to the shops, the same for the same seed: a few pieces of most articles at
   * each, and of some a single one at one of them.
   */
  public void deliver(List<Shop> shops, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int number = 0;
    for (Article article : articles) {
      if (++number % SCARCE_EACH == 0) {
        shops.get(number % shops.size()).deliver(article.sku(), 1);
      } else {
        shops.forEach(shop -> shop.deliver(article.sku(), 1 + random.nextInt(MOST_PIECES)));
      }
    }
  }
}
