package io.rejoin.server.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.type.cart.ShoppingCart;
import java.util.List;
import java.util.SortedMap;

/**
 * {@code add{"sku","quantity"}}, {@code remove{"sku"}}, {@code set-quantity{"sku","quantity"}},
 * {@code clear}, {@code checkout{"order"}}; the value has lines and orders, each with its dots.
 */
final class CartJson implements TypeJson {
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
      case "checkout" -> new ShoppingCart.Checkout(fields.only("op", "order").bytes("order"));
      case "clear" -> {
        fields.only("op");
        yield new ShoppingCart.Clear();
      }
      default -> throw unknown(op, "add", "remove", "set-quantity", "clear", "checkout");
    };
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
    ArrayNode orders = value.putArray("orders");
    for (ShoppingCart.Order order : ShoppingCart.orders(view).values()) {
      ObjectNode row = orders.addObject();
      row.set("id", Texts.json(order.id()));
      lines(order.lines(), row);
      row.set("dots", Texts.json(order.frozen()));
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
