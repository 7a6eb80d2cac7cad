package io.rejoin.examples.warehouse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.IndeterminateOperationStateException;
import com.hazelcast.map.IMap;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.rejoin.Level;
import io.rejoin.Receipt;
import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.hazelcast.CrdtMap;
import io.rejoin.hazelcast.CrdtValue;
import io.rejoin.server.json.InvalidJson;
import io.rejoin.server.json.Json;
import io.rejoin.server.json.Texts;
import io.rejoin.server.json.TypesJson;
import io.rejoin.value.Cart;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door for shoppers: {@code GET /carts/ada} shows a cart of the site's map, {@code POST}
 * changes it. And for those who run it: {@code GET /carts} says what the map and the node of the
 * grid have, {@code GET /cluster} how the member is.
 */
final class CartDoor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CartDoor.class);
  private static final String CARTS = "/carts";
  private static final String CLUSTER = "/cluster";
  private static final int MOST_WAITING = 128;
  private static final int MOST_BYTES = 64 * 1_024;
  private static final int MOST_CHANGES = 100;
  private static final int THREADS = 16; // each waits for Hazelcast, a few when a member has died
  private static final int SECONDS_FOR_LAST_REPLIES = 1;

  private final Warehouse warehouse;
  private final HazelcastInstance member;
  private final CrdtMap carts;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  private CartDoor(Warehouse warehouse, HttpServer server) {
    this.warehouse = warehouse;
    this.server = server;
    member = warehouse.member();
    carts = CrdtMap.of(member.getMap(Warehouse.CARTS.name()));
  }

  /** Opens it at an address of this machine; port 0 takes a free one. */
  static CartDoor open(Warehouse warehouse, InetSocketAddress address) throws IOException {
    CartDoor door = new CartDoor(warehouse, HttpServer.create(address, MOST_WAITING));
    door.server.createContext("/", door::handle);
    door.server.setExecutor(door.threads);
    door.server.start();
    return door;
  }

  InetSocketAddress address() {
    return server.getAddress();
  }

  private record Reply(int status, ObjectNode body) {
    static Reply ok(ObjectNode body) {
      return new Reply(200, body);
    }

    static Reply error(int status, String message) {
      return new Reply(status, Json.object().put("error", message));
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Reply reply = safely(exchange);
      byte[] body = Json.write(reply.body());
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(reply.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Reply safely(HttpExchange exchange) throws IOException {
    try {
      return answer(exchange);
    } catch (InvalidJson | IllegalArgumentException e) {
      return Reply.error(400, String.valueOf(e.getMessage()));
    } catch (IndeterminateOperationStateException e) {
      return Reply.error(504, "a member died meanwhile; nobody knows whether it was done");
    } catch (RuntimeException e) {
      LOG.warn("a shopper is turned away", e);
      return Reply.error(503, e.toString());
    }
  }

  private Reply answer(HttpExchange exchange) throws IOException, InvalidJson {
    String path = exchange.getRequestURI().getPath();
    boolean isPost = exchange.getRequestMethod().equals("POST");
    if (path.startsWith(CARTS + "/")) {
      String cart = path.substring(CARTS.length() + 1);
      return isPost ? Reply.ok(change(carts.cart(cart), read(exchange))) : show(cart);
    }
    return switch (path) {
      case CARTS -> Reply.ok(inventories());
      case CLUSTER -> Reply.ok(cluster());
      default -> Reply.error(404, "nothing is at " + path);
    };
  }

  private static JsonNode read(HttpExchange exchange) throws IOException, InvalidJson {
    byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      throw new IllegalArgumentException("the body is larger than " + MOST_BYTES + " bytes");
    }
    return Json.read(body);
  }

  /**
   * One thing after the other. Of each the dots of the items that it put and took away are told:
   * whoever keeps them can tell later whether anything was lost.
   */
  private ObjectNode change(Cart cart, JsonNode body) {
    JsonNode ops = body.path("ops");
    if (ops.isEmpty() || ops.size() > MOST_CHANGES) {
      throw new IllegalArgumentException("'ops' must list 1 to " + MOST_CHANGES + " operations");
    }
    Level level = level(body.path("level").asText("local"));
    ObjectNode answer = Json.object();
    ArrayNode results = answer.putArray("results");
    for (JsonNode op : ops) {
      Receipt receipt = change(cart, op.path("op").asText(), op);
      ObjectNode result = results.addObject();
      result.set("written", Texts.json(receipt.written()));
      result.set("observed", Texts.json(receipt.removed()));
    }
    int copies = copies();
    return answer.put("confirmed", copies).put("reached", copies >= level.copies());
  }

  private static Level level(String text) {
    Level level = Level.parse(text);
    if (level.scope() != Level.Scope.LOCAL && level.scope() != Level.Scope.SITE) {
      throw new IllegalArgumentException("'" + text + "' is not within the site");
    }
    return level;
  }

  private static Receipt change(Cart cart, String name, JsonNode op) {
    return switch (name) {
      case "add" -> cart.add(text(op, "sku"), op.path("quantity").asLong(1));
      case "set-quantity" ->
        cart.setQuantity(text(op, "sku"), op.path("quantity").asLong(-1));
      case "remove" -> cart.remove(text(op, "sku"));
      case "checkout" -> cart.checkout(text(op, "order"));
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

  /** Hazelcast answers when the backups have it too, and fails if one of them did not say so. */
  private int copies() {
    int backups = member.getConfig().getMapConfig(carts.map().getName()).getBackupCount();
    return Math.min(1 + backups, member.getCluster().getMembers().size());
  }

  private Reply show(String cart) throws InvalidJson {
    @Nullable CrdtValue value = carts.map().get(cart);
    State state = value == null ? State.EMPTY : value.state();
    if (state.size() == 0) {
      return Reply.error(404, "no cart '" + cart + "' is here");
    }
    ObjectNode body = Json.object();
    TypesJson.standard().byName("cart").describe(state.root(), body);
    List<Dot> dots = new ArrayList<>();
    state.items().forEach(item -> dots.add(item.dot()));
    body.set("dots", Texts.json(dots));
    return Reply.ok(body);
  }

  private ObjectNode inventories() {
    IMap<String, CrdtValue> map = carts.map();
    ObjectNode body = Json.object();
    describe(map.aggregate(new Inventory()), body.putObject("map"));
    describe(Inventory.of(warehouse.grid()), body.putObject("grid"));
    return body;
  }

  private static void describe(Inventory inventory, ObjectNode into) {
    into.put("carts", inventory.carts()).put("digest", inventory.digest());
  }

  private ObjectNode cluster() {
    return Json.object()
        .put("members", member.getCluster().getMembers().size())
        .put("safe", member.getPartitionService().isLocalMemberSafe());
  }

  @Override
  public void close() {
    server.stop(SECONDS_FOR_LAST_REPLIES);
    threads.shutdown();
  }
}
