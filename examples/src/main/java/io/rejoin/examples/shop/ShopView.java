package io.rejoin.examples.shop;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.grid.Grid;
import io.rejoin.node.core.StatusView;
import io.rejoin.server.json.Json;
import io.rejoin.value.Cart;
import java.util.Map;

/**
 * What a site's page shows, as JSON: the articles with their stock, a cart and its orders, and how
 * the sites hear each other.
 *
 * @param urls of the shops at all sites, by site
 */
record ShopView(Grid grid, Shop shop, Assortment assortment, Map<String, String> urls) {

  ObjectNode of(Cart cart) {
    ObjectNode view = Json.object();
    sites(view);
    articles(view.putArray("articles"));
    Cart.Contents contents = cart.value();
    lines(contents.lines(), view.putArray("cart"));
    ArrayNode orders = view.putArray("orders");
    for (Cart.Order order : contents.orders()) {
      lines(order.lines(), orders.addObject().put("id", order.id()).putArray("lines"));
    }
    ArrayNode overlaps = view.putArray("overlaps");
    for (Cart.Overlap both : cart.overlaps()) {
      ObjectNode row = overlaps.addObject();
      row.put("first", both.first()).put("second", both.second());
      lines(both.lines(), row.putArray("lines"));
    }
    return view;
  }

  private void sites(ObjectNode view) {
    StatusView status = grid.status();
    String here = status.self().site();
    view.put("site", here).put("converged", status.converged());
    view.put("cut", status.cut().contains(here));
    ArrayNode sites = view.putArray("sites");
    urls.forEach((site, url) -> {
      ObjectNode row = sites.addObject().put("site", site).put("url", url);
      status.peers().stream()
          .filter(peer -> peer.site().equals(site))
          .forEach(peer -> row.put("linked", peer.linked()).put("behind", peer.behind()));
    });
  }

  private void articles(ArrayNode rows) {
    for (Assortment.Article article : assortment.articles()) {
      String sku = article.sku();
      rows.addObject()
          .put("sku", sku)
          .put("percent", article.percent())
          .put("here", shop.shelf().here(sku))
          .put("known", shop.shelf().known(sku));
    }
  }

  static void lines(Map<String, Long> lines, ArrayNode rows) {
    lines.forEach((sku, quantity) -> rows.addObject().put("sku", sku).put("quantity", quantity));
  }
}
