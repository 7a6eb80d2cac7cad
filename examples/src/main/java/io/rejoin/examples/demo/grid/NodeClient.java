package io.rejoin.examples.demo.grid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.examples.demo.grid.HttpConnection.Response;
import io.rejoin.examples.demo.shop.CartOperation;
import io.rejoin.examples.demo.shop.CartView;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedDeque;

/** The HTTP API of one node. Every request is sent at most once; many threads may use it. */
public final class NodeClient implements AutoCloseable {
  /** Longer than any pause of the demo, shorter than servers keep an idle connection. */
  private static final long MAX_IDLE_NANOS = 5_000_000_000L;

  private static final JsonMapper JSON = new JsonMapper();
  private static final String CART = "cart/";

  private record Idle(HttpConnection connection, long sinceNanos) {}

  private final int port;
  private final Deque<Idle> idle = new ConcurrentLinkedDeque<>();

  public NodeClient(int port) {
    this.port = port;
  }

  /** The node refused a request; nothing was changed. */
  public static final class Refused extends IOException {
    private static final long serialVersionUID = 1;

    Refused(String message) {
      super(message);
    }
  }

  /**
   * Does several operations to a cart, and waits until it is held by as many nodes as the level
   * says.
   *
   * @throws java.net.ConnectException if nobody listens: nothing was sent
   */
  public Answer post(String cart, List<CartOperation> operations, String level, long timeoutMs)
      throws IOException {
    ObjectNode body = CartJson.request(operations);
    body.put("level", level).put("timeout_ms", timeoutMs);
    Response response = exchange("POST", "/v1/cart/" + encoded(cart), body.toString());
    return CartJson.answer(operations, parsed(cart, response));
  }

  /** The cart as this node shows it, as the text of its JSON; empty text if there is none. */
  public String cartText(String cart) throws IOException {
    Response response = exchange("GET", "/v1/cart/" + encoded(cart), "");
    if (response.status() == 404) {
      return "";
    }
    parsedStatus(cart, response);
    return response.body();
  }

  /** What this node keeps of the cart, all of it or not; empty text if it keeps nothing. */
  public String cartKept(String cart) throws IOException {
    Response response = exchange("GET", "/v1/cart/" + encoded(cart) + "?partial=true", "");
    if (response.status() == 404) {
      return "";
    }
    parsedStatus(cart, response);
    return response.body();
  }

  /** The carts of a bucket of which this node keeps anything. */
  public Set<String> cartsKept(String bucket) throws IOException {
    return carts("/keys?bucket=" + bucket);
  }

  /** Those that it shows without asking others: it has all of them, and is to keep them. */
  public Set<String> cartsShown(String bucket) throws IOException {
    return carts("/keys?shown=true&bucket=" + bucket);
  }

  private Set<String> carts(String path) throws IOException {
    Set<String> carts = new TreeSet<>();
    for (JsonNode key : parsed("keys", exchange("GET", path, "")).path("keys")) {
      carts.add(key.asText().substring(CART.length()));
    }
    return carts;
  }

  /** Says for everybody that a node will not come back. */
  public void evict(String id) throws IOException {
    ObjectNode body = JSON.createObjectNode().put("node", id);
    parsedStatus("evict", exchange("POST", "/admin/evict", body.toString()));
  }

  /** What {@link #cartText} gave, read. */
  public static CartView cart(String text) throws IOException {
    return text.isEmpty() ? CartView.EMPTY : CartJson.view(JSON.readTree(text));
  }

  /**
   * Does one operation to an entry of any type.
   *
   * @return the dots that it wrote
   * @throws java.net.ConnectException if nobody listens: nothing was sent
   */
  public List<String> apply(String type, String key, JsonNode operation) throws IOException {
    String path = "/v1/" + type + "/" + encoded(key);
    JsonNode answer = parsed(key, exchange("POST", path, operation.toString()));
    List<String> dots = new ArrayList<>();
    answer.path("results").path(0).path("written").forEach(dot -> dots.add(dot.asText()));
    return dots;
  }

  /** An entry of any type: its value and its dots; a missing node if there is none. */
  public JsonNode entry(String type, String key) throws IOException {
    Response response = exchange("GET", "/v1/" + type + "/" + encoded(key), "");
    return response.status() == 404 ? MissingNode.getInstance() : parsed(key, response);
  }

  public NodeStatus status() throws IOException {
    return NodeStatus.of(parsed("status", exchange("GET", "/status", "")));
  }

  /** Lets all traffic to and from these sites vanish. */
  public void cut(List<String> sites) throws IOException {
    ObjectNode body = JSON.createObjectNode();
    sites.forEach(body.putArray("sites")::add);
    parsedStatus("cut", exchange("POST", "/drill/cut", body.toString()));
  }

  public void heal() throws IOException {
    parsedStatus("heal", exchange("POST", "/drill/heal", "{}"));
  }

  private static JsonNode parsed(String what, Response response) throws IOException {
    parsedStatus(what, response);
    return JSON.readTree(response.body());
  }

  private static void parsedStatus(String what, Response response) throws IOException {
    if (response.status() != 200) {
      throw new Refused("%s: %d %s".formatted(what, response.status(), response.body()));
    }
  }

  private Response exchange(String method, String path, String body) throws IOException {
    HttpConnection connection = connection();
    try {
      Response response = connection.exchange(method, path, body);
      if (connection.reusable()) {
        idle.push(new Idle(connection, System.nanoTime()));
      } else {
        connection.close();
      }
      return response;
    } catch (IOException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private HttpConnection connection() throws IOException {
    for (Idle next = idle.poll(); next != null; next = idle.poll()) {
      if (System.nanoTime() - next.sinceNanos() < MAX_IDLE_NANOS) {
        return next.connection();
      }
      next.connection().close();
    }
    return new HttpConnection(port);
  }

  private static String encoded(String key) {
    return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
  }

  @Override
  public void close() {
    for (Idle next = idle.poll(); next != null; next = idle.poll()) {
      next.connection().close();
    }
  }
}
