package io.rejoin.examples.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.Confirmation;
import io.rejoin.Level;
import io.rejoin.examples.shop.web.Problem;
import io.rejoin.examples.shop.web.Reply;
import io.rejoin.examples.shop.web.Request;
import io.rejoin.examples.shop.web.WebDoor;
import io.rejoin.grid.Grid;
import io.rejoin.server.json.Fields;
import io.rejoin.server.json.InvalidJson;
import io.rejoin.server.json.Json;
import io.rejoin.value.Cart;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What a site's page asks. {@code GET /api/shop?customer=ada} or {@code ?guest=x1y2} shows the shop
 * and a cart; {@code POST} to {@code /api/cart}, {@code /api/login}, {@code /api/checkout} and
 * {@code /api/drill} does something and answers what is the case then. Nobody has a password: a
 * real shop would ask who it is.
 */
final class ShopDoor implements WebDoor.Answers {
  /** How long a checkout waits for pieces of other sites. */
  private static final Duration PATIENCE = Duration.ofMillis(1_500);

  private static final long PAUSE_MS = 50;

  /** How long a buyer waits to be told which sites have the order. */
  private static final Duration ANSWERS = Duration.ofMillis(400);

  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} .'-]{0,39}");
  private static final Pattern ID = Pattern.compile("[0-9a-zA-Z-]{4,64}");
  private static final int MOST_OF_ONE = 999;
  private static final int MOST_LINES = 1_000;

  private final Grid grid;
  private final Shop shop;
  private final ShopView view;

  ShopDoor(Grid grid, Shop shop, ShopView view) {
    this.grid = grid;
    this.shop = shop;
    this.view = view;
  }

  @Override
  public Reply answer(Request request) throws Problem, InvalidJson {
    String what = (request.isPost() ? "POST " : "GET ") + request.path();
    return switch (what) {
      case "GET /api/shop" -> Reply.ok(view.of(cart(request.query())));
      case "POST /api/cart" -> change(fields(request));
      case "POST /api/login" -> login(fields(request));
      case "POST /api/checkout" -> checkout(fields(request));
      case "POST /api/drill" -> drill(fields(request));
      default -> throw new Problem(404, "nothing is at " + what, "begin at /");
    };
  }

  private static Fields fields(Request request) throws InvalidJson {
    return Fields.of(request.body(), "the body");
  }

  private Cart cart(Map<String, String> who) throws Problem {
    String customer = who.get("customer");
    return customer == null
        ? shop.guest(checked(ID, "guest", who.getOrDefault("guest", "")))
        : shop.cart(name(customer));
  }

  private Cart cart(Fields fields) throws InvalidJson, Problem {
    String kind = fields.has("customer") ? "customer" : "guest";
    return cart(Map.of(kind, fields.text(kind)));
  }

  private Reply change(Fields fields) throws InvalidJson, Problem {
    fields.only("customer", "guest", "op", "sku", "quantity");
    Cart cart = cart(fields);
    String sku = fields.text("sku");
    if (view.assortment().articles().stream().noneMatch(each -> each.sku().equals(sku))) {
      throw new Problem(400, "there is no '" + sku + "' in this shop", "take one that is listed");
    }
    String op = fields.text("op");
    switch (op) {
      case "add" -> cart.add(sku, quantity(fields, 1));
      case "set" -> cart.setQuantity(sku, quantity(fields, 0));
      case "remove" -> cart.remove(sku);
      default -> throw new Problem(400, "'" + op + "' is unknown", "use add, set or remove");
    }
    return Reply.ok(view.of(cart));
  }

  private Reply login(Fields fields) throws InvalidJson, Problem {
    fields.only("guest", "customer");
    String customer = name(fields.text("customer"));
    shop.login(checked(ID, "guest", fields.text("guest")), customer);
    return Reply.ok(view.of(shop.cart(customer)));
  }

  private Reply drill(Fields fields) throws InvalidJson, Problem {
    if (fields.only("customer", "guest", "cut").node("cut").asBoolean()) {
      grid.cut(List.of(grid.status().self().site()));
    } else {
      grid.heal();
    }
    return Reply.ok(view.of(cart(fields)));
  }

  private Reply checkout(Fields fields) throws InvalidJson, Problem {
    fields.only("customer", "order", "lines");
    String customer = name(fields.text("customer"));
    String order = checked(ID, "order", fields.text("order"));
    Map<String, Long> lines = new LinkedHashMap<>();
    for (JsonNode each : fields.list("lines", MOST_LINES)) {
      Fields line = Fields.of(each, "a line").only("sku", "quantity");
      lines.put(line.text("sku"), quantity(line, 1));
    }
    Checkout outcome = patiently(() -> shop.checkout(customer, order, lines));
    ObjectNode body = describe(outcome);
    body.set("shop", view.of(shop.cart(customer)));
    return Reply.ok(body);
  }

  /** After a refusal pieces that other sites have are on their way, if a link leads here. */
  private static Checkout patiently(Supplier<Checkout> next) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Checkout outcome = next.get();
    while (outcome instanceof Checkout.OutOfStock missing
        && missing.isWorthAnotherTry()
        && System.nanoTime() - end < 0) {
      try {
        Thread.sleep(PAUSE_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return outcome;
      }
      outcome = next.get();
    }
    return outcome;
  }

  private static ObjectNode describe(Checkout outcome) {
    ObjectNode body = Json.object();
    if (outcome instanceof Checkout.Bought bought) {
      body.put("outcome", "bought").put("order", bought.order().id());
      ArrayNode kept = body.putArray("kept");
      bought.receipt().ifPresent(receipt -> {
        Confirmation seen = receipt.await(Level.all(), ANSWERS);
        seen.nodes().forEach(node -> kept.add(node.site()));
      });
    } else if (outcome instanceof Checkout.OutOfStock missing) {
      body.put("outcome", "short");
      ArrayNode rows = body.putArray("short");
      missing
          .articles()
          .forEach(each -> rows.addObject()
              .put("sku", each.sku())
              .put("wanted", each.wanted())
              .put("here", each.here())
              .put("known", each.known()));
    } else {
      body.put("outcome", "changed");
    }
    return body;
  }

  private static long quantity(Fields fields, int least) throws InvalidJson, Problem {
    long quantity = fields.integer("quantity", 1);
    if (quantity < least || quantity > MOST_OF_ONE) {
      throw new Problem(
          400, "a quantity of " + quantity, "take %d to %d".formatted(least, MOST_OF_ONE));
    }
    return quantity;
  }

  private static String name(String text) throws Problem {
    return checked(NAME, "customer", text.strip());
  }

  private static String checked(Pattern pattern, String what, String text) throws Problem {
    return Optional.of(text)
        .filter(each -> pattern.matcher(each).matches())
        .orElseThrow(() -> new Problem(
            400,
            "the %s '%s' cannot be".formatted(what, text),
            "use letters, digits and a few signs between them"));
  }
}
