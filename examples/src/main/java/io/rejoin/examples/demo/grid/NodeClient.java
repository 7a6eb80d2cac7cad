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
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One node over HTTP: its API, and its door for shoppers, which may be the same. Every request is
 * sent at most once; many threads may use it.
 */
public final class NodeClient implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String CART = "cart/";

  private final Engine engine;
  private final Connections api;
  private final Connections door;

  NodeClient(Engine engine, int apiPort, int doorPort) {
    this.engine = engine;
    api = new Connections(apiPort);
    door = new Connections(doorPort);
  }

  /** The node refused a request; nothing was changed. */
  public static final class Refused extends IOException {
    private static final long serialVersionUID = 1;

    Refused(String message) {
      super(message);
    }
  }

  /** The node cannot tell whether a request was carried out. */
  public static final class Unknown extends IOException {
    private static final long serialVersionUID = 1;

    Unknown(String message) {
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
    String path = engine.pathOf(encoded(cart));
    Response response = door.exchange("POST", path, body.toString());
    return CartJson.answer(operations, parsed(cart, response));
  }

  /** The cart as this node shows it, as the text of its JSON; empty text if there is none. */
  public String cartText(String cart) throws IOException {
    return text(cart, api.exchange("GET", "/v1/cart/" + encoded(cart), ""));
  }

  /** The same of the map beside the grid, for engines that have one. */
  public String cartInMap(String cart) throws IOException {
    return text(cart, door.exchange("GET", engine.pathOf(encoded(cart)), ""));
  }

  /** What this node keeps of the cart, all of it or not; empty text if it keeps nothing. */
  public String cartKept(String cart) throws IOException {
    return text(cart, api.exchange("GET", "/v1/cart/" + encoded(cart) + "?partial=true", ""));
  }

  private static String text(String cart, Response response) throws IOException {
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
    for (JsonNode key : parsed("keys", api.exchange("GET", path, "")).path("keys")) {
      carts.add(key.asText().substring(CART.length()));
    }
    return carts;
  }

  /** Says for everybody that a node will not come back. */
  public void evict(String id) throws IOException {
    ObjectNode body = JSON.createObjectNode().put("node", id);
    parsedStatus("evict", api.exchange("POST", "/admin/evict", body.toString()));
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
    JsonNode answer = parsed(key, api.exchange("POST", path, operation.toString()));
    List<String> dots = new ArrayList<>();
    answer.path("results").path(0).path("written").forEach(dot -> dots.add(dot.asText()));
    return dots;
  }

  /** An entry of any type: its value and its dots; a missing node if there is none. */
  public JsonNode entry(String type, String key) throws IOException {
    Response response = api.exchange("GET", "/v1/" + type + "/" + encoded(key), "");
    return response.status() == 404 ? MissingNode.getInstance() : parsed(key, response);
  }

  public NodeStatus status() throws IOException {
    return NodeStatus.of(parsed("status", api.exchange("GET", "/status", "")));
  }

  /** How many carts this node has; where there is a map, those that it has too. */
  public long carts() throws IOException {
    return engine.hasMaps() ? siteMap().carts() : status().entries();
  }

  SiteMap siteMap() throws IOException {
    return SiteMap.of(parsed("carts", door.exchange("GET", "/carts", "")));
  }

  /** Whether the cluster of its site has so many members, and each entry here has its backups. */
  boolean isAmong(int members) throws IOException {
    if (!engine.hasMaps()) {
      return true;
    }
    JsonNode cluster = parsed("cluster", door.exchange("GET", "/cluster", ""));
    return cluster.path("members").asInt() == members && cluster.path("safe").asBoolean();
  }

  /** Lets all traffic to and from these sites vanish. */
  public void cut(List<String> sites) throws IOException {
    ObjectNode body = JSON.createObjectNode();
    sites.forEach(body.putArray("sites")::add);
    parsedStatus("cut", api.exchange("POST", "/drill/cut", body.toString()));
  }

  public void heal() throws IOException {
    parsedStatus("heal", api.exchange("POST", "/drill/heal", "{}"));
  }

  private static JsonNode parsed(String what, Response response) throws IOException {
    parsedStatus(what, response);
    return JSON.readTree(response.body());
  }

  private static void parsedStatus(String what, Response response) throws IOException {
    if (response.status() == 504) {
      throw new Unknown("%s: %s".formatted(what, response.body()));
    }
    if (response.status() != 200) {
      throw new Refused("%s: %d %s".formatted(what, response.status(), response.body()));
    }
  }

  private static String encoded(String key) {
    return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
  }

  @Override
  public void close() {
    api.close();
    door.close();
  }
}
