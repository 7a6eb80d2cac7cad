package io.rejoin.examples.demo.grid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.examples.demo.shop.Applied;
import io.rejoin.examples.demo.shop.CartOperation;
import io.rejoin.examples.demo.shop.CartOperation.Add;
import io.rejoin.examples.demo.shop.CartOperation.Checkout;
import io.rejoin.examples.demo.shop.CartOperation.Remove;
import io.rejoin.examples.demo.shop.CartOperation.SetQuantity;
import io.rejoin.examples.demo.shop.CartView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Carts and their operations in the JSON of the HTTP API. */
final class CartJson {
  private CartJson() {}

  static ObjectNode request(List<CartOperation> operations) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode ops = body.putArray("ops");
    for (CartOperation operation : operations) {
      ObjectNode op = ops.addObject();
      if (operation instanceof Add add) {
        op.put("op", "add").put("sku", add.sku()).put("quantity", add.quantity());
      } else if (operation instanceof Remove remove) {
        op.put("op", "remove").put("sku", remove.sku());
      } else if (operation instanceof SetQuantity set) {
        op.put("op", "set-quantity").put("sku", set.sku()).put("quantity", set.quantity());
      } else if (operation instanceof Checkout checkout) {
        op.put("op", "checkout").put("order", checkout.order());
      }
    }
    return body;
  }

  static Answer answer(List<CartOperation> operations, JsonNode body) throws IOException {
    JsonNode results = body.path("results");
    if (results.size() != operations.size()) {
      throw new IOException(
          "%d operations and %d results".formatted(operations.size(), results.size()));
    }
    List<Applied> done = new ArrayList<>(operations.size());
    for (int i = 0; i < operations.size(); i++) {
      JsonNode result = results.get(i);
      done.add(new Applied(operations.get(i), texts(result, "written"), texts(result, "observed")));
    }
    return new Answer(done, body.path("confirmed").asInt(), body.path("reached").asBoolean());
  }

  static CartView view(JsonNode body) throws IOException {
    List<CartView.Line> lines = new ArrayList<>();
    for (JsonNode line : required(body.path("value"), "lines")) {
      lines.add(new CartView.Line(
          required(line, "sku").asText(),
          required(line, "quantity").asLong(),
          texts(line, "dots")));
    }
    List<CartView.Order> orders = new ArrayList<>();
    for (JsonNode order : required(body.path("value"), "orders")) {
      Map<String, Long> frozen = new LinkedHashMap<>();
      for (JsonNode line : required(order, "lines")) {
        frozen.merge(
            required(line, "sku").asText(), required(line, "quantity").asLong(), Long::sum);
      }
      orders.add(new CartView.Order(required(order, "id").asText(), frozen));
    }
    return new CartView(lines, orders);
  }

  private static List<String> texts(JsonNode object, String field) throws IOException {
    List<String> texts = new ArrayList<>();
    for (JsonNode text : required(object, field)) {
      texts.add(text.asText());
    }
    return texts;
  }

  private static JsonNode required(JsonNode object, String field) throws IOException {
    JsonNode value = object.get(field);
    if (value == null) {
      throw new IOException("no field '" + field + "' in " + object);
    }
    return value;
  }
}
