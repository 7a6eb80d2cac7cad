package io.rejoin.server.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.type.cart.CheckoutSeen;
import io.rejoin.crdt.type.cart.ShoppingCart;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * {@code add{"sku","quantity"}}, {@code remove{"sku"}}, {@code set-quantity{"sku","quantity"}},
 * {@code clear}, {@code checkout{"order"}}, {@code add-coupon{"code"}}, {@code
 * remove-coupon{"code"}}, {@code note{"sku","text"}}; a checkout with {@code "lines"}, as the value
 * shows them, is done only if these are all. The value has lines and orders, each with its
 * dots, and coupons and notes if there are any.
 */
final class CartJson implements TypeJson {
  private static final int MOST_LINES = 10_000;

  @Override
  public CrdtType<?> type() {
    return ShoppingCart.TYPE;
  }

  @Override
  public Operation operation(String op, Fields fields) throws InvalidJson {
    return switch (op) {
      case "add" -> {
        fields.only("op", "sku", "quantity");
        yield new ShoppingCart.Add(fields.bytes("sku"), fields.integer("quantity", 1));
      }
      case "set-quantity" -> {
        fields.only("op", "sku", "quantity");
        yield new ShoppingCart.SetQuantity(fields.bytes("sku"), fields.integer("quantity"));
      }
      case "remove" -> new ShoppingCart.Remove(fields.only("op", "sku").bytes("sku"));
      case "checkout" -> checkout(fields.only("op", "order", "lines"));
      case "clear" -> {
        fields.only("op");
        yield new ShoppingCart.Clear();
      }
      case "add-coupon" -> new ShoppingCart.AddCoupon(fields.only("op", "code").bytes("code"));
      case "remove-coupon" ->
        new ShoppingCart.RemoveCoupon(fields.only("op", "code").bytes("code"));
      case "note" -> {
        fields.only("op", "sku", "text");
        yield new ShoppingCart.Note(fields.bytes("sku"), fields.bytes("text"));
      }
      default ->
        throw unknown(
            op,
            "add",
            "remove",
            "set-quantity",
            "clear",
            "checkout",
            "add-coupon",
            "remove-coupon",
            "note");
    };
  }

  private static Operation checkout(Fields fields) throws InvalidJson {
    Bytes order = fields.bytes("order");
    if (!fields.has("lines")) {
      return new ShoppingCart.Checkout(order);
    }
    SortedMap<Bytes, Long> lines = new TreeMap<>();
    for (JsonNode each : fields.list("lines", MOST_LINES)) {
      Fields line = Fields.of(each, "a line of the checkout");
      lines.put(line.bytes("sku"), line.integer("quantity"));
    }
    return new CheckoutSeen(order, lines);
  }

  @Override
  public void describe(View view, ObjectNode into) {
    ObjectNode value = into.putObject("value");
    SortedMap<Bytes, List<Dot>> dots = ShoppingCart.lineDots(view);
    ArrayNode lines = lines(ShoppingCart.lines(view), value);
    int index = 0;
    for (List<Dot> adds : dots.values()) {
      ((ObjectNode) lines.get(index++)).set("dots", Texts.json(adds));
    }
    codes(ShoppingCart.coupons(view), value);
    notes(ShoppingCart.notes(view), value);
    ArrayNode orders = value.putArray("orders");
    for (ShoppingCart.Order order : ShoppingCart.orders(view).values()) {
      ObjectNode row = orders.addObject();
      row.set("id", Texts.json(order.id()));
      lines(order.lines(), row);
      codes(order.coupons(), row);
      notes(order.notes(), row);
      row.set("dots", Texts.json(order.frozen()));
    }
  }

  private static void codes(SortedSet<Bytes> coupons, ObjectNode into) {
    if (!coupons.isEmpty()) {
      ArrayNode codes = into.putArray("coupons");
      coupons.forEach(code -> codes.add(Texts.json(code)));
    }
  }

  private static void notes(SortedMap<Bytes, Bytes> notes, ObjectNode into) {
    if (!notes.isEmpty()) {
      ArrayNode rows = into.putArray("notes");
      notes.forEach((sku, text) -> {
        ObjectNode row = rows.addObject();
        row.set("sku", Texts.json(sku));
        row.set("text", Texts.json(text));
      });
    }
  }

  private static ArrayNode lines(SortedMap<Bytes, Long> quantities, ObjectNode into) {
    ArrayNode lines = into.putArray("lines");
    quantities.forEach((sku, quantity) -> {
      ObjectNode line = lines.addObject();
      line.set("sku", Texts.json(sku));
      line.put("quantity", quantity);
    });
    return lines;
  }
}
