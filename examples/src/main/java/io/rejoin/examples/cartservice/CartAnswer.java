package io.rejoin.examples.cartservice;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.Confirmation;
import io.rejoin.Receipt;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.value.Cart;
import java.util.List;
import java.util.Map;

/** What a shopper is told, in JSON. */
final class CartAnswer {
  private CartAnswer() {}

  /**
   * Of each change the dots of the items that it put and took away: whoever keeps them can tell
   * later whether anything was lost.
   */
  static ObjectNode of(List<Receipt> receipts, Confirmation confirmation) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode results = answer.putArray("results");
    for (Receipt receipt : receipts) {
      ObjectNode result = results.addObject();
      dots(receipt.written(), result.putArray("written"));
      dots(receipt.removed(), result.putArray("observed"));
    }
    return answer
        .put("level", confirmation.level().toString())
        .put("required", confirmation.required())
        .put("confirmed", confirmation.confirmed())
        .put("reached", confirmation.reached());
  }

  static ObjectNode of(Cart.Contents contents) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    lines(contents.lines(), answer.putObject("lines"));
    ObjectNode orders = answer.putObject("orders");
    contents.orders().forEach(order -> lines(order.lines(), orders.putObject(order.id())));
    return answer;
  }

  static ObjectNode error(String message) {
    return JsonNodeFactory.instance.objectNode().put("error", message);
  }

  private static void dots(List<Dot> dots, ArrayNode into) {
    dots.forEach(dot -> into.add(dot.toString()));
  }

  private static void lines(Map<String, Long> lines, ObjectNode into) {
    lines.forEach(into::put);
  }
}
