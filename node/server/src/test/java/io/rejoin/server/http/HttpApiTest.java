package io.rejoin.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.grid.GridConfig;
import io.rejoin.server.http.ServedGrid.Answer;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpApiTest {
  private ServedGrid node;

  @BeforeEach
  void start() throws IOException {
    node = ServedGrid.start(GridConfig.named("test").node("alone"));
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void aNodeAloneIsReady() throws Exception {
    assertEquals("ready", node.get("/health").at("/status"));
  }

  @Test
  void anOperationSaysWhatItWroteAndWhatItSaw() throws Exception {
    Answer add = node.post("/v1/cart/carts/ada", "{'op':'add','sku':'tea','quantity':2}");
    String dot = add.at("/results/0/written/0");
    assertEquals(200, add.status());
    assertEquals("local", add.at("/level"));
    assertEquals("true", add.at("/reached"));
    Answer cart = node.get("/v1/cart/carts/ada");
    assertEquals("carts/ada", cart.at("/key"));
    assertEquals("2", cart.at("/value/lines/0/quantity"));
    assertEquals(dot, cart.at("/value/lines/0/dots/0"));
    assertEquals(dot, cart.at("/dots/0"));
    Answer remove = node.post("/v1/cart/carts/ada", "{'op':'remove','sku':'tea'}");
    assertEquals(dot, remove.at("/results/0/observed/0"));
    assertTrue(remove.body().at("/results/0/written").isEmpty());
    assertEquals(404, node.get("/v1/cart/carts/ada").status());
  }

  @Test
  void takingMoreThanThereIsIsAConflictWithFigures() throws Exception {
    node.post("/v1/bounded-counter/stock/tea", "{'op':'add','amount':3}");
    Answer refused = node.post(
        "/v1/bounded-counter/stock/tea", "{'ops':[{'op':'take'},{'op':'take','amount':4}]}");
    assertEquals(409, refused.status());
    assertEquals("4", refused.at("/asked"));
    assertEquals("2", refused.at("/available"));
    assertEquals("2", refused.at("/known"));
    assertTrue(refused.at("/hint").startsWith("the first 1 operations took effect"));
    assertEquals("2", node.get("/v1/bounded-counter/stock/tea").at("/value"));
  }

  @Test
  void manyOperationsGoInOneRequest() throws Exception {
    Answer answer = node.post(
        "/v1/cart/b",
        "{'ops':[{'op':'add','sku':'tea'},{'op':'add','sku':'milk'},"
            + "{'op':'checkout','order':'o'},{'op':'remove','sku':'none'}]}");
    assertEquals(4, answer.body().path("results").size());
    assertEquals(2, answer.body().at("/results/2/observed").size());
    assertEquals("2", node.get("/v1/cart/b").body().at("/value/orders/0/lines").size() + "");
  }

  @Test
  void aBatchWithOneWrongOperationChangesNothing() throws Exception {
    String batch = "{'ops':[{'op':'add','sku':'tea'},{'op':'drop'}]}";
    assertEquals(400, node.post("/v1/cart/b", batch).status());
    assertEquals(404, node.get("/v1/cart/b").status());
  }

  @Test
  void theKeyIsTheRestOfThePath() throws Exception {
    node.post("/v1/pn-counter/a%2Fb%20+%C3%A4", "{'op':'add','amount':-5}");
    assertEquals("a/b +ä", node.get("/v1/pn-counter/a/b%20%2B%C3%A4").at("/key"));
    assertEquals(-5, node.grid().counter("a/b +ä").value());
  }

  @Test
  void theSameKeyUnderAnotherTypeIsAnotherEntry() throws Exception {
    node.post("/v1/aw-set/x", "{'op':'add','element':'e'}");
    assertEquals("e", node.get("/v1/aw-set/x").at("/value/0"));
    assertEquals(404, node.get("/v1/mv-register/x").status());
  }

  @Test
  void theKeysOfABucketAreThoseOfWhichAnythingIsKept() throws Exception {
    node.grid().cart("carts/ada").add("tea", 1);
    node.grid().cart("carts/bob").add("tea", 1);
    node.grid().cart("carts/bob").remove("tea");
    node.grid().counter("carts/visits").increment();
    node.grid().cart("cartons/eve").add("tea", 1);
    Answer all = node.get("/keys?bucket=carts");
    assertEquals("2", all.at("/total"));
    assertEquals(Set.of("cart/carts/ada", "pn-counter/carts/visits"), names(all));
    assertEquals(names(all), names(node.get("/keys?bucket=carts&shown=true")));
    assertEquals(1, names(node.get("/keys?bucket=carts&skip=1")).size());
    assertRefused(400, node.get("/keys"));
    assertRefused(400, node.get("/keys?bucket=carts&skip=-1"));
  }

  private static Set<String> names(Answer answer) {
    Set<String> names = new TreeSet<>();
    answer.body().path("keys").forEach(key -> names.add(key.asText()));
    return names;
  }

  @Test
  void aLevelThatIsNotReachedIsAnAnswer() throws Exception {
    Answer answer =
        node.post("/v1/pn-counter/x", "{'op':'add','level':'copies(2)','timeout_ms':50}");
    assertEquals(200, answer.status());
    assertEquals("copies(2)", answer.at("/level"));
    assertEquals("2", answer.at("/required"));
    assertEquals("1", answer.at("/confirmed"));
    assertEquals("false", answer.at("/reached"));
  }

  @Test
  void whatIsWrongIsSaidWithAHint() throws Exception {
    assertRefused(404, node.get("/v2/cart/x"));
    assertRefused(404, node.get("/v1/cart"));
    assertRefused(400, node.get("/v1/kart/x"));
    assertRefused(400, node.post("/v1/cart/x", ""));
    assertRefused(400, node.post("/v1/cart/x", "{'op':'add'"));
    assertRefused(400, node.post("/v1/cart/x", "{'op':'add','sku':'a','level':'every'}"));
    assertRefused(400, node.post("/v1/cart/x", "{'op':'add','sku':'a','timeout_ms':99999999}"));
    assertRefused(400, node.post("/v1/cart/x", "{'ops':{'op':'add'}}"));
    assertRefused(405, node.post("/status", "{}"));
    assertRefused(405, ServedGrid.send(node.request("/status").DELETE().build()));
  }

  @Test
  void whatIsTooLargeIsRefusedWithItsLimit() throws Exception {
    Answer key = node.get("/v1/cart/" + "k".repeat(1025));
    assertRefused(413, key);
    assertTrue(key.at("/hint").contains("rejoin.limits.key"), key.toString());
    String element = "e".repeat(65 * 1024);
    Answer tooLong = node.post("/v1/aw-set/x", "{'op':'add','element':'" + element + "'}");
    assertRefused(400, tooLong);
    assertTrue(tooLong.at("/error").contains("65536"), tooLong.toString());
    assertRefused(413, node.post("/v1/cart/x", " ".repeat(Dispatcher.MAX_BODY_BYTES + 1)));
    assertEquals(0, node.grid().keys("x").size());
  }

  @Test
  void aPageOfAnotherOriginMayNotAsk() throws Exception {
    HttpRequest foreign =
        node.request("/status").header("Origin", "http://evil.example").build();
    assertRefused(403, ServedGrid.send(foreign));
  }

  @Test
  void aDrillNeedsPermission() throws Exception {
    assertRefused(403, node.post("/drill/heal", "{}"));
    assertRefused(403, node.post("/drill/cut", "{'sites':['rom']}"));
    assertRefused(400, node.post("/drill/cut", "{'sites':[]}"));
    assertEquals("false", node.get("/status").at("/drill/allowed"));
  }

  @Test
  void aNodeThatIsToLeaveSaysHowFarItIsAndThenThatItHasLeft() throws Exception {
    node.post("/v1/pn-counter/x", "{'op':'add'}");
    assertRefused(400, node.post("/admin/leave", "{'anyway':'yes'}"));
    Answer waits = node.post("/admin/leave", "{}");
    assertEquals("false", waits.at("/left"));
    assertTrue(waits.at("/leftover").contains("a member that is linked"), waits.toString());
    assertEquals("leaving", node.get("/health").at("/status"));
    assertRefused(503, node.post("/v1/pn-counter/x", "{'op':'add'}"));
    assertEquals("1", node.get("/v1/pn-counter/x").at("/value"));
    assertEquals("true", node.post("/admin/leave", "{'anyway':true}").at("/left"));
    assertEquals("stopping", node.get("/health").at("/status"));
  }

  @Test
  void theStatusOfANodeAlone() throws Exception {
    Answer status = node.get("/status");
    assertEquals("test", status.at("/grid"));
    assertEquals("alone", status.at("/node"));
    assertEquals(node.grid().id().toString(), status.at("/id"));
    assertEquals("1", status.at("/members/alive"));
    assertEquals("true", status.at("/converged"));
    assertFalse(status.body().at("/bytes/delta/out").isMissingNode());
    assertTrue(status.body().at("/moves").isMissingNode(), "no bucket has a number of copies");
    assertTrue(status.at("/root").matches("[0-9a-f]{32}:0"), status.at("/root"));
  }

  private static void assertRefused(int status, Answer answer) {
    assertEquals(status, answer.status(), answer.toString());
    assertFalse(answer.at("/error").isEmpty(), answer.toString());
    assertFalse(answer.at("/hint").isEmpty(), answer.toString());
  }
}
