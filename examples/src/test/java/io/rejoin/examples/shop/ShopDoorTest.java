package io.rejoin.examples.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.rejoin.server.json.InvalidJson;
import io.rejoin.server.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the shop's door answers, and what it does not let in. */
class ShopDoorTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static ShopSites sites;
  private static URI base;

  @BeforeAll
  static void open() throws IOException {
    sites = ShopSites.open(List.of("here"), 0, 1);
    base = URI.create(sites.urls().get("here"));
  }

  @AfterAll
  static void close() {
    sites.close();
  }

  private static HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(base.toString().replaceFirst("/$", path)));
  }

  private static HttpResponse<String> ask(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    return ask(to(path)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body.replace('\'', '"'))));
  }

  private static JsonNode done(String path, String body)
      throws IOException, InterruptedException, InvalidJson {
    HttpResponse<String> answer = post(path, body);
    assertEquals(200, answer.statusCode(), answer.body());
    return Json.read(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "/, text/html; charset=utf-8",
    "/style.css, text/css; charset=utf-8",
    "/shop.js, text/javascript; charset=utf-8",
    "/view.js, text/javascript; charset=utf-8",
    "/list.js, text/javascript; charset=utf-8",
    "/icon.svg, image/svg+xml",
    "/api/shop?guest=x1y2, application/json"
  })
  void thePageIsServedWithItsTypeAndAStrictPolicy(String path, String type) throws Exception {
    HttpResponse<String> answer = ask(to(path));
    assertEquals(200, answer.statusCode());
    assertEquals(type, answer.headers().firstValue("Content-Type").orElseThrow());
    assertEquals(
        "nosniff", answer.headers().firstValue("X-Content-Type-Options").orElseThrow());
    String policy = answer.headers().firstValue("Content-Security-Policy").orElseThrow();
    assertTrue(policy.startsWith("default-src 'none'; script-src 'self';"), policy);
    String tag = answer.headers().firstValue("ETag").orElseThrow();
    assertEquals(304, ask(to(path).header("If-None-Match", tag)).statusCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/../pom.xml", "/%2e%2e/WebDoor.class", "//etc/passwd", "/WebDoor.class", "/api"})
  void nothingElseIs(String path) throws Exception {
    assertEquals(404, ask(to(path)).statusCode());
  }

  @Test
  void pagesOfOthersAreKeptOut() throws Exception {
    assertEquals(403, ask(to("/").header("Origin", "http://evil.example")).statusCode());
    assertEquals(415, ask(to("/api/cart").POST(BodyPublishers.ofString("{}"))).statusCode());
    String own = base.toString().replaceFirst("/$", "");
    assertEquals(200, ask(to("/").header("Origin", own)).statusCode());
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), base.getPort())) {
      socket
          .getOutputStream()
          .write(
              "GET / HTTP/1.0\r\nHost: evil.example\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
      assertEquals("HTTP/1.1 403", answer);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/cart | {'guest':'x1y2','op':'add','sku':'gold'} | no 'gold' in",
        "/api/cart | {'guest':'x1y2','op':'buy','sku':'tea'} | use add, set or remove",
        "/api/cart | {'guest':'x1y2','op':'add','sku':'tea','quantity':0} | take 1 to 999",
        "/api/cart | {'guest':'x1y2','op':'add','sku':'tea','quantity':1e9} | take 1 to 999",
        "/api/cart | {'guest':'../..','op':'add','sku':'tea'} | cannot be",
        "/api/cart | {'op':'add','sku':'tea'} | needs the field",
        "/api/cart | {'guest':'x1y2','op':'add','sku':'tea','price':1} | has no field 'price'",
        "/api/cart | no JSON | this is not JSON",
        "/api/login | {'guest':'x1y2','customer':'a/b'} | cannot be",
        "/api/checkout | {'customer':'ada','order':'','lines':[]} | cannot be",
        "/api/nothing | {} | nothing is at"
      })
  void whatIsWrongIsSaid(String path, String body, String part) throws Exception {
    HttpResponse<String> answer = post(path, body);
    assertTrue(answer.statusCode() >= 400 && answer.statusCode() < 500, answer.body());
    assertTrue(answer.body().contains(part), answer.body());
    assertTrue(answer.body().contains("\"hint\":"), answer.body());
  }

  @Test
  void whatIsTooLargeOrOfAnotherKindIsRefused() throws Exception {
    assertEquals(413, post("/api/cart", "'" + "x".repeat(70_000) + "'").statusCode());
    HttpRequest.Builder put = to("/").PUT(BodyPublishers.ofString("x"));
    assertEquals(405, ask(put).statusCode());
  }

  @Test
  void aCheckoutThatIsSentTwiceIsOneOrder() throws Exception {
    done("/api/cart", "{'guest':'g0001','op':'add','sku':'tea'}");
    JsonNode merged = done("/api/login", "{'guest':'g0001','customer':' ada '}");
    assertEquals("[{\"sku\":\"tea\",\"quantity\":1}]", merged.get("cart").toString());
    long before = stock(merged);
    String order = "{'customer':'ada','order':'o-1234','lines':[{'sku':'tea','quantity':1}]}";
    JsonNode first = done("/api/checkout", order);
    JsonNode second = done("/api/checkout", order);
    assertEquals("bought", first.get("outcome").asText());
    assertEquals("[\"here\"]", first.get("kept").toString());
    assertEquals("bought", second.get("outcome").asText());
    assertEquals(first.get("shop").get("orders"), second.get("shop").get("orders"));
    assertEquals(before - 1, stock(second.get("shop")));
  }

  @Test
  void whatIsShortIsSaidWithFigures() throws Exception {
    done("/api/cart", "{'customer':'bob','op':'add','sku':'coffee','quantity':500}");
    done("/api/cart", "{'customer':'bob','op':'set','sku':'coffee','quantity':600}");
    JsonNode told = done(
        "/api/checkout",
        "{'customer':'bob','order':'o-5678','lines':[{'sku':'coffee','quantity':600}]}");
    assertEquals("short", told.get("outcome").asText());
    assertEquals(600, told.get("short").get(0).get("wanted").asInt());
    JsonNode removed = done("/api/cart", "{'customer':'bob','op':'remove','sku':'coffee'}");
    assertEquals("[]", removed.get("cart").toString());
    JsonNode changed = done(
        "/api/checkout",
        "{'customer':'bob','order':'o-5678','lines':[{'sku':'coffee','quantity':600}]}");
    assertEquals("changed", changed.get("outcome").asText());
  }

  @Test
  void aDrillCutsTheSiteOff() throws Exception {
    assertTrue(done("/api/drill", "{'guest':'x1y2','cut':true}").has("cut"));
    done("/api/drill", "{'guest':'x1y2','cut':false}");
    assertEquals(400, post("/api/drill", "{'guest':'x1y2'}").statusCode());
  }

  private static long stock(JsonNode shop) {
    for (JsonNode article : shop.get("articles")) {
      if (article.get("sku").asText().equals("tea")) {
        return article.get("here").asLong();
      }
    }
    throw new AssertionError("no tea in " + shop);
  }
}
