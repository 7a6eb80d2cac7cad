package io.rejoin.examples.cartservice;

import akka.actor.typed.ActorRef;
import akka.japi.function.Function;
import akka.pattern.StatusReply;
import com.fasterxml.jackson.databind.JsonNode;
import io.rejoin.Level;
import io.rejoin.Receipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a shopper wants done to a cart, one thing after the other.
 *
 * @param level who must hold it before he is answered
 * @param timeout how long he waits for that
 */
record CartRequest(List<Change> changes, Level level, Duration timeout) {
  private static final int MOST_CHANGES = 100;
  private static final int MOST_MILLIS = 60_000;
  private static final int USUAL_MILLIS = 2_000;

  /** A message for the actor that lacks only whom it answers. */
  interface Change extends Function<ActorRef<StatusReply<Receipt>>, Carts.Command> {}

  /**
   * Reads {@code {"ops":[{"op":"add","sku":"tea","quantity":2}],"level":"copies(2)"}}.
   *
   * @throws IllegalArgumentException if it says something else
   */
  static CartRequest parse(String cart, JsonNode body) {
    List<Change> changes = new ArrayList<>();
    for (JsonNode op : body.path("ops")) {
      changes.add(change(cart, op));
    }
    if (changes.isEmpty() || changes.size() > MOST_CHANGES) {
      throw new IllegalArgumentException("'ops' must list 1 to " + MOST_CHANGES + " operations");
    }
    return new CartRequest(
        changes, Level.parse(body.path("level").asText("local")), timeout(body.path("timeout_ms")));
  }

  private static Change change(String cart, JsonNode op) {
    String name = text(op, "op");
    return switch (name) {
      case "add" -> {
        String sku = text(op, "sku");
        long quantity = op.path("quantity").asLong(1);
        yield replyTo -> new Carts.Add(cart, sku, quantity, replyTo);
      }
      case "set-quantity" -> {
        String sku = text(op, "sku");
        long quantity = op.path("quantity").asLong(-1);
        yield replyTo -> new Carts.SetQuantity(cart, sku, quantity, replyTo);
      }
      case "remove" -> {
        String sku = text(op, "sku");
        yield replyTo -> new Carts.Remove(cart, sku, replyTo);
      }
      case "checkout" -> {
        String order = text(op, "order");
        yield replyTo -> new Carts.Checkout(cart, order, replyTo);
      }
      default ->
        throw new IllegalArgumentException(
            "the operation '" + name + "' is none of add, set-quantity, remove, checkout");
    };
  }

  private static String text(JsonNode object, String field) {
    String text = object.path(field).asText();
    if (text.isEmpty()) {
      throw new IllegalArgumentException("no '" + field + "' in " + object);
    }
    return text;
  }

  private static Duration timeout(JsonNode field) {
    long millis = field.asLong(USUAL_MILLIS);
    if (millis < 0 || millis > MOST_MILLIS) {
      throw new IllegalArgumentException("'timeout_ms' must be from 0 to " + MOST_MILLIS);
    }
    return Duration.ofMillis(millis);
  }
}
