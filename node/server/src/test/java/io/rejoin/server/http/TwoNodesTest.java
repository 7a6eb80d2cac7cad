package io.rejoin.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.grid.GridConfig;
import io.rejoin.server.http.ServedGrid.Answer;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TwoNodesTest {
  private static final int PATIENCE_MS = 10_000;

  private ServedGrid berlin;
  private ServedGrid oslo;

  @BeforeEach
  void start() throws IOException {
    GridConfig config = GridConfig.named("test").allowDrill(true).with("buckets.once.copies", 1);
    berlin = ServedGrid.start(config.node("b").site("berlin"));
    oslo = ServedGrid.start(
        config.node("o").site("oslo").seeds(berlin.grid().address().orElseThrow()));
  }

  @AfterEach
  void stop() {
    berlin.close();
    oslo.close();
  }

  @Test
  void aConfirmedOperationIsThere() throws Exception {
    Answer answer = berlin.post(
        "/v1/aw-set/s", "{'op':'add','element':'e','level':'copies(2)','timeout_ms':10000}");
    assertEquals("true", answer.at("/reached"), answer.toString());
    assertEquals("e", oslo.get("/v1/aw-set/s").at("/value/0"));
    assertEquals(2, oslo.get("/members").body().path("members").size());
  }

  @Test
  void aDrillCutsAndHeals() throws Exception {
    String add = "{'op':'add','level':'copies(2)','timeout_ms':%d}";
    assertEquals(
        "true", berlin.post("/v1/pn-counter/c", add.formatted(PATIENCE_MS)).at("/reached"));
    assertEquals("oslo", berlin.post("/drill/cut", "{'sites':['oslo']}").at("/cut/0"));
    assertEquals("false", berlin.post("/v1/pn-counter/c", add.formatted(300)).at("/reached"));
    assertEquals("1", oslo.get("/v1/pn-counter/c").at("/value"));
    assertEquals("oslo", berlin.get("/status").at("/drill/cut/0"));
    berlin.post("/drill/heal", "{}");
    assertEquals(
        "true", berlin.post("/v1/pn-counter/c", add.formatted(PATIENCE_MS)).at("/reached"));
    assertEquals("3", oslo.get("/v1/pn-counter/c").at("/value"));
  }

  @Test
  void aSessionGoesOnAtTheOtherNodeWithItsToken() throws Exception {
    String token = berlin.post("/v1/pn-counter/c", "{'op':'add'}").at("/token");
    Answer read = oslo.get("/v1/pn-counter/c?timeout_ms=" + PATIENCE_MS, token);
    assertEquals("1", read.at("/value"));
    assertEquals(token, read.at("/token"));
    assertEquals("oslo", berlin.post("/drill/cut", "{'sites':['oslo']}").at("/cut/0"));
    String later = berlin.post("/v1/pn-counter/c", "{'op':'add'}").at("/token");
    Answer refused = oslo.get("/v1/pn-counter/c?timeout_ms=50", later);
    assertEquals(412, refused.status());
    assertTrue(refused.at("/error").endsWith("up to 2 (here: 1)"), refused.toString());
    assertEquals(400, oslo.get("/v1/pn-counter/c", "nonsense").status());
    assertEquals(400, oslo.get("/v1/pn-counter/c?timeout_ms=soon", token).status());
  }

  /** Who has met nobody owns everything. */
  private void haveMet() throws Exception {
    String all = "{'op':'add','level':'copies(2)','timeout_ms':10000}";
    assertEquals("true", berlin.post("/v1/pn-counter/met", all).at("/reached"));
    assertEquals("true", oslo.post("/v1/pn-counter/met", all).at("/reached"));
    assertEquals(2, berlin.grid().members().size());
    assertEquals(2, oslo.grid().members().size());
  }

  @Test
  void aNodeThatDoesNotKeepAnEntryAsksTheOneThatDoes() throws Exception {
    String path = "/v1/aw-set/once/s";
    haveMet();
    boolean inOslo = oslo.grid()
        .owners(oslo.grid().entry("aw-set", "once/s"))
        .contains(oslo.grid().id());
    ServedGrid owner = inOslo ? oslo : berlin;
    ServedGrid other = inOslo ? berlin : oslo;
    String add = "{'op':'add','element':'e','level':'all','timeout_ms':10000}";
    assertEquals("true", other.post(path, add).at("/reached"));
    assertEquals("e", other.get(path + "?timeout_ms=" + PATIENCE_MS).at("/value/0"));
    assertEquals("e", owner.get(path).at("/value/0"));
    assertEquals(200, owner.post(path, "{'op':'remove','element':'e'}").status());
    assertEquals(404, other.get(path + "?timeout_ms=" + PATIENCE_MS).status());
    other.post("/drill/cut", "{'sites':['oslo']}");
    owner.post("/drill/cut", "{'sites':['oslo']}");
    Answer refused = other.get(path + "?timeout_ms=50");
    assertEquals(503, refused.status());
    assertTrue(refused.at("/hint").contains("partial=true"), refused.toString());
    assertEquals(404, other.get(path + "?partial=true").status());
    assertEquals(400, other.get(path + "?partial=perhaps").status());
    assertEquals(
        503, other.post(path, "{'op':'remove','element':'e','timeout_ms':50}").status());
    assertEquals(
        200, other.post(path, "{'op':'add','element':'f','timeout_ms':50}").status());
    assertEquals("f", other.get(path + "?partial=true").at("/value/0"));
  }

  @Test
  void theStatusSaysForWhomShardsWait() throws Exception {
    haveMet();
    berlin.post("/drill/cut", "{'sites':['oslo']}");
    oslo.post("/drill/cut", "{'sites':['oslo']}");
    for (int i = 0; i < 20; i++) {
      berlin.post("/v1/pn-counter/once/" + i, "{'op':'add','timeout_ms':1}");
    }
    awaitStatus("moves/waits_for/0/why", "not reached");
    Answer status = berlin.get("/status");
    assertEquals("o", status.at("/moves/waits_for/0/name"));
    assertEquals(status.at("/moves/leaving"), status.at("/moves/waits_for/0/shards"));
    assertEquals("false", status.at("/converged"));
    berlin.post("/drill/heal", "{}");
    oslo.post("/drill/heal", "{}");
    awaitStatus("moves/leaving", "0");
    awaitStatus("converged", "true");
    assertEquals("0", berlin.get("/status").at("/moves/arriving"));
  }

  private void awaitStatus(String field, String value) throws Exception {
    long deadline = System.nanoTime() + 3 * PATIENCE_MS * 1_000_000L;
    while (!berlin.get("/status").at("/" + field).equals(value)) {
      assertTrue(System.nanoTime() < deadline, () -> field + " is not " + value);
      Thread.sleep(20);
    }
  }

  @Test
  void aReadMayAskOthersFirst() throws Exception {
    berlin.post("/v1/pn-counter/c", "{'op':'add','level':'copies(2)','timeout_ms':10000}");
    Answer read = oslo.get("/v1/pn-counter/c?level=majority&timeout_ms=" + PATIENCE_MS);
    assertEquals("true", read.at("/reached"), read.toString());
    assertEquals("2", read.at("/answered"));
    assertEquals("1", read.at("/value"));
    berlin.post("/drill/cut", "{'sites':['oslo']}");
    Answer alone = berlin.get("/v1/pn-counter/c?level=all&timeout_ms=50");
    assertEquals("false", alone.at("/reached"));
    assertEquals("o", alone.at("/missing/0/name"));
    assertEquals(400, oslo.get("/v1/pn-counter/c?level=most").status());
  }

  @Test
  void theStatusNamesThePeer() throws Exception {
    awaitStatus("peers/0/linked", "true");
    assertEquals("o", berlin.get("/status").at("/peers/0/name"));
    assertEquals("oslo", berlin.get("/status").at("/peers/0/site"));
  }
}
