package io.rejoin.examples.demo.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.examples.demo.shop.Applied;
import io.rejoin.examples.demo.shop.CartOperation;
import io.rejoin.examples.demo.shop.CartOperation.Add;
import io.rejoin.examples.demo.shop.CartOperation.Remove;
import io.rejoin.examples.demo.shop.CartView;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class NodeClientTest {
  private static final List<CartOperation> OPERATIONS =
      List.of(new Add("bread & cake", 2), new Remove("tea"));

  private final ScriptedServer server;
  private final NodeClient client;

  NodeClientTest() throws IOException {
    server = new ScriptedServer();
    client = new NodeClient(Engine.BUILTIN, server.port(), server.port());
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    server.close();
  }

  @Test
  void operationsGoOutAndDotsComeBack() throws IOException {
    server.answerJson(200, """
        {"results":[{"op":"add","written":["a:1"],"observed":[]},
        {"op":"remove","written":[],"observed":["b:7","b:8"]}],
        "level":"copies-in-site(2)","required":2,"confirmed":2,"reached":true}""");
    Answer answer = client.post("carts/b 1", OPERATIONS, "copies-in-site(2)", 5000);
    assertEquals(
        List.of(
            new Applied(OPERATIONS.get(0), List.of("a:1"), List.of()),
            new Applied(OPERATIONS.get(1), List.of(), List.of("b:7", "b:8"))),
        answer.done());
    assertTrue(answer.reached());
    assertEquals(
        List.of(
            "POST /v1/cart/carts/b%201 HTTP/1.1 {\"ops\":[{\"op\":\"add\",\"sku\":\"bread & cake\","
                + "\"quantity\":2},{\"op\":\"remove\",\"sku\":\"tea\"}],"
                + "\"level\":\"copies-in-site(2)\",\"timeout_ms\":5000}"),
        server.requests);
  }

  @Test
  void shoppersOfAnApplicationGoToItsDoor() throws IOException {
    try (ScriptedServer api = new ScriptedServer();
        NodeClient shop = new NodeClient(Engine.AKKA, api.port(), server.port())) {
      server.answerJson(503, "{\"error\":\"closed\"}");
      assertThrows(NodeClient.Refused.class, () -> shop.post("carts/b", OPERATIONS, "local", 1));
      assertTrue(server.requests.get(0).startsWith("POST /carts/b HTTP/1.1 "));
      api.answerJson(200, "{\"root\":\"ab:3\",\"peers\":[]}");
      assertEquals("ab:3", shop.status().root());
    }
  }

  @Test
  void aCartIsReadWithItsOrders() throws IOException {
    server.answerJson(200, """
        {"type":"cart","key":"c","value":{"lines":[{"sku":"tea","quantity":3,"dots":["a:1","a:2"]}],
        "orders":[{"id":"o-1","lines":[{"sku":"milk","quantity":1}],"dots":["a:9"]}]},
        "dots":["a:1","a:2","a:9"]}""");
    CartView cart = NodeClient.cart(client.cartText("c"));
    assertEquals(List.of(new CartView.Line("tea", 3, List.of("a:1", "a:2"))), cart.lines());
    assertEquals(List.of(new CartView.Order("o-1", Map.of("milk", 1L))), cart.orders());
  }

  @Test
  void aCartThatIsNotThereIsEmpty() throws IOException {
    server.answerJson(404, "{\"error\":\"nothing here\"}");
    assertEquals(CartView.EMPTY, NodeClient.cart(client.cartText("c")));
  }

  @Test
  void theCartsOfABucketAreThoseThatANodeKeeps() throws IOException {
    server.answerJson(200, "{\"bucket\":\"carts\",\"keys\":[\"cart/carts/b\",\"cart/carts/a\"]}");
    assertEquals(Set.of("carts/a", "carts/b"), client.cartsKept("carts"));
    assertEquals(List.of("GET /keys?bucket=carts HTTP/1.1 "), server.requests);
  }

  @Test
  void theConnectionIsKeptAndUsedAgain() throws IOException {
    server.answerJson(404, "").answerJson(404, "");
    server.answerRaw("HTTP/1.1 404 X\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    server.answerJson(404, "");
    for (int i = 0; i < 4; i++) {
      assertEquals("", client.cartText("c"));
    }
    assertEquals(2, server.connections());
  }

  @Test
  void aBodyInChunksIsPutTogether() throws IOException {
    server.answerInChunks("{\"root\":\"", "ab:3\",\"peers\":[]", "}");
    assertEquals("ab:3", client.status().root());
  }

  @Test
  void aRequestThatIsNotAnsweredIsNotSentAgain() {
    server.answerRaw("").answerJson(200, "{}");
    assertThrows(IOException.class, () -> client.post("c", OPERATIONS, "local", 1000));
    assertEquals(1, server.requests.size());
  }

  @Test
  void aRefusalIsToldFromAnAnswer() {
    server.answerJson(403, "{\"error\":\"drills are not allowed\"}");
    var refused = assertThrows(NodeClient.Refused.class, () -> client.cut(List.of("oslo")));
    assertTrue(String.valueOf(refused.getMessage()).contains("drills are not allowed"));
  }

  @Test
  void nobodyListensAndNothingIsSent() throws IOException {
    ServerSocket free = new ServerSocket(0);
    free.close();
    int port = free.getLocalPort();
    try (NodeClient nobody = new NodeClient(Engine.BUILTIN, port, port)) {
      assertThrows(ConnectException.class, () -> nobody.post("c", OPERATIONS, "local", 1000));
    }
  }

  @Test
  void theStatusTellsLinksAndTraffic() throws IOException {
    server.answerJson(200, """
        {"root":"00ff:2","entries":2,"peers":[{"id":"1a","linked":true},{"id":"2b","linked":false}],
        "bytes":{"delta":{"in":1,"out":2},"repair":{"in":3,"out":4},"membership":{"in":5,"out":6}}}
        """);
    assertEquals(
        new NodeStatus("00ff:2", 2, Set.of("1a"), new NodeStatus.Sent(2, 4, 6)), client.status());
  }
}
