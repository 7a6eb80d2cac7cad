package io.rejoin.examples.cartservice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CartDoorTest {
  private static final ActorTestKit KIT =
      ActorTestKit.create("shop", ShopSystem.config("door-test"));

  private final HttpClient shopper = HttpClient.newHttpClient();
  private final CartDoor door;

  CartDoorTest() throws IOException {
    door = CartDoor.open(
        KIT.system(),
        KIT.spawn(Carts.create()),
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  @AfterEach
  void close() {
    door.close();
  }

  @AfterAll
  static void end() {
    KIT.shutdownTestKit();
  }

  private HttpRequest.Builder cart(String name) {
    URI address =
        URI.create("http://127.0.0.1:%d/carts/%s".formatted(door.address().getPort(), name));
    return HttpRequest.newBuilder(address);
  }

  private HttpResponse<String> sent(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return shopper.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> posted(String name, String body)
      throws IOException, InterruptedException {
    return sent(cart(name).POST(BodyPublishers.ofString(body)));
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    return new JsonMapper().readTree(response.body());
  }

  @Test
  void aVisitIsOneRequestAndItsChangesStandInTheirOrder() throws Exception {
    HttpResponse<String> visit = posted("ada", """
        {"ops":[{"op":"add","sku":"tea","quantity":2},{"op":"add","sku":"milk"},
        {"op":"set-quantity","sku":"tea","quantity":3},{"op":"remove","sku":"milk"}]}""");
    assertEquals(200, visit.statusCode(), visit::body);
    JsonNode results = json(visit).path("results");
    assertEquals(4, results.size());
    assertEquals(results.get(0).path("written"), results.get(2).path("observed"));
    assertEquals(results.get(1).path("written"), results.get(3).path("observed"));
    assertTrue(json(visit).path("reached").asBoolean());
    assertEquals(
        "{\"lines\":{\"tea\":3},\"orders\":{}}", sent(cart("ada").GET()).body());
  }

  @Test
  void aShopperHearsThatNobodyElseHasItYet() throws Exception {
    HttpResponse<String> visit = posted("bob", """
        {"ops":[{"op":"add","sku":"tea"},{"op":"checkout","order":"o-1"}],
        "level":"copies(2)","timeout_ms":50}""");
    assertEquals(200, visit.statusCode(), visit::body);
    assertEquals(1, json(visit).path("confirmed").asInt());
    assertEquals(2, json(visit).path("required").asInt());
    assertEquals(
        "{\"lines\":{},\"orders\":{\"o-1\":{\"tea\":1}}}",
        sent(cart("bob").GET()).body());
  }

  @Test
  void whatMakesNoSenseIsSaidAndChangesNothing() throws Exception {
    assertRefused("'ops' must list 1 to 100", "{}");
    assertRefused("no 'sku' in", "{\"ops\":[{\"op\":\"add\"}]}");
    assertRefused("'steal' is none of add", "{\"ops\":[{\"op\":\"steal\",\"sku\":\"tea\"}]}");
    assertRefused("is no level", "{\"ops\":[{\"op\":\"add\",\"sku\":\"tea\"}],\"level\":\"x\"}");
    assertRefused("'timeout_ms' must be", """
        {"ops":[{"op":"add","sku":"tea"}],"timeout_ms":-1}""");
    assertRefused("quantity", "{\"ops\":[{\"op\":\"add\",\"sku\":\"tea\",\"quantity\":0}]}");
    assertRefused("", "{\"ops\":");
    assertEquals("{\"lines\":{},\"orders\":{}}", sent(cart("eve").GET()).body());
    assertEquals(400, sent(cart("eve").DELETE()).statusCode());
  }

  private void assertRefused(String why, String body) throws Exception {
    HttpResponse<String> refused = posted("eve", body);
    assertEquals(400, refused.statusCode(), refused::body);
    String error = json(refused).path("error").asText();
    assertTrue(error.contains(why), error);
  }
}
