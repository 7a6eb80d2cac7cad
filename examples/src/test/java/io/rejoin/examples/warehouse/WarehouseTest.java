package io.rejoin.examples.warehouse;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rejoin.grid.GridConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WarehouseTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final HttpClient shopper = HttpClient.newHttpClient();
  private final List<Warehouse> warehouses = new ArrayList<>();
  private final List<CartDoor> doors = new ArrayList<>();

  @AfterEach
  void close() {
    doors.forEach(CartDoor::close);
    warehouses.forEach(Warehouse::close);
  }

  private CartDoor start(String site) throws IOException {
    String[] seeds =
        warehouses.stream().map(each -> each.grid().address().orElseThrow()).toArray(String[]::new);
    Warehouse warehouse = Warehouse.open(GridConfig.named("warehouse-test")
        .site(site)
        .listen("127.0.0.1:0")
        .seeds(seeds)
        .allowDrill(true));
    warehouses.add(warehouse);
    CartDoor door =
        CartDoor.open(warehouse, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    doors.add(door);
    return door;
  }

  private HttpRequest.Builder at(CartDoor door, String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + door.address().getPort() + path));
  }

  private HttpResponse<String> got(CartDoor door, String path) {
    try {
      return shopper.send(at(door, path).build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<String> posted(CartDoor door, String cart, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = at(door, "/carts/" + cart).POST(BodyPublishers.ofString(body));
    return shopper.send(request.build(), BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> response) {
    try {
      return new JsonMapper().readTree(response.body());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void membersOfASiteAreOneClusterAndSitesHaveTheSameCarts() throws Exception {
    CartDoor oslo = start("oslo");
    CartDoor oslo2 = start("oslo");
    CartDoor lagos = start("lagos");
    await().atMost(LIMIT).until(() -> isAmong(oslo, 2) && isAmong(oslo2, 2) && isAmong(lagos, 1));
    HttpResponse<String> visit = posted(oslo2, "ada", """
        {"ops":[{"op":"add","sku":"tea","quantity":2},{"op":"remove","sku":"milk"}],
        "level":"copies-in-site(2)"}""");
    assertEquals(200, visit.statusCode(), visit::body);
    assertTrue(json(visit).path("reached").asBoolean(), visit::body);
    JsonNode tea = json(visit).at("/results/0/written");
    assertEquals(tea, json(got(oslo, "/carts/ada")).at("/value/lines/0/dots"));
    await().atMost(LIMIT).until(() -> got(lagos, "/carts/ada").statusCode() == 200);
    assertEquals(json(got(oslo, "/carts/ada")), json(got(lagos, "/carts/ada")));
    await().atMost(LIMIT).until(() -> doors.stream().allMatch(this::showsWhatItsNodeHas));
    assertEquals(
        json(got(oslo, "/carts")).at("/map"), json(got(lagos, "/carts")).at("/map"));
    HttpResponse<String> alone = posted(
        lagos,
        "ada",
        "{\"ops\":[{\"op\":\"remove\",\"sku\":\"tea\"}],\"level\":\"copies-in-site(2)\"}");
    assertEquals(tea, json(alone).at("/results/0/observed"));
    assertEquals("false", json(alone).path("reached").asText());
  }

  private boolean isAmong(CartDoor door, int members) {
    JsonNode cluster = json(got(door, "/cluster"));
    return cluster.path("members").asInt() == members && cluster.path("safe").asBoolean();
  }

  private boolean showsWhatItsNodeHas(CartDoor door) {
    JsonNode carts = json(got(door, "/carts"));
    return carts.at("/map/carts").asInt() == 1 && carts.path("map").equals(carts.path("grid"));
  }

  @Test
  void whatMakesNoSenseIsSaidAndChangesNothing() throws Exception {
    CartDoor door = start("oslo");
    assertRefused(door, "'ops' must list 1 to 100", "{}");
    assertRefused(door, "no 'sku' in", "{\"ops\":[{\"op\":\"add\"}]}");
    assertRefused(door, "'steal' is none of add", "{\"ops\":[{\"op\":\"steal\"}]}");
    assertRefused(
        door,
        "is not within the site",
        "{\"ops\":[{\"op\":\"add\",\"sku\":\"tea\"}],\"level\":\"copies(2)\"}");
    assertRefused(door, "", "{\"ops\":");
    assertEquals(404, got(door, "/carts/eve").statusCode());
    assertEquals(404, got(door, "/").statusCode());
  }

  private void assertRefused(CartDoor door, String why, String body) throws Exception {
    HttpResponse<String> refused = posted(door, "eve", body);
    assertEquals(400, refused.statusCode(), refused::body);
    String error = json(refused).path("error").asText();
    assertTrue(error.contains(why), error);
  }
}
