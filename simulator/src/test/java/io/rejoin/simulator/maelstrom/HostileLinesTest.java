package io.rejoin.simulator.maelstrom;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.rejoin.node.port.Notices;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes in, the node answers as Maelstrom's protocol says, or not at all, and goes on. */
class HostileLinesTest {
  private final List<String> out = new ArrayList<>();
  private final MaelstromNode node = new MaelstromNode(
      new MaelstromNode.Ports(
          out::add, () -> Instant.EPOCH, new SplittableRandom(1), Notices.none()),
      Optional.empty());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "10 | {'type':'txn','msg_id':1,'txn':[]}",
        "10 | {'type':'init_ok','msg_id':1}",
        "11 | {'type':'read','msg_id':1}",
        "12 | {'msg_id':1}",
        "12 | {'type':7,'msg_id':1}",
        "12 | {'type':'echo','msg_id':1}",
        "12 | {'type':'add','msg_id':1}",
        "12 | {'type':'add','msg_id':1,'delta':'one'}",
        "12 | {'type':'add','msg_id':1,'delta':1.5}",
        "12 | {'type':'add','msg_id':1,'delta':9223372036854775808}",
        "12 | {'type':'add','msg_id':1,'element':{'a':[1e400]}}",
        "14 | {'type':'add','msg_id':1,'delta':-9223372036854775808}",
        "12 | {'type':'topology','msg_id':1,'topology':3}",
        "12 | {'type':'init','msg_id':1,'node_id':'n0'}",
        "12 | {'type':'init','msg_id':1,'node_id':'n0','node_ids':['n1']}",
        "14 | {'type':'init','msg_id':1,'node_id':'n1','node_ids':['n0','n1']}",
      })
  void whatCannotBeDoneIsAnsweredByItsCode(int code, String body) {
    start();
    JsonNode answer = ask(body);
    assertEquals("error", answer.path("type").textValue(), body);
    assertEquals(code, answer.path("code").intValue(), body);
    assertEquals(1, answer.path("in_reply_to").intValue(), body);
    assertTheNodeWorks();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\0",
        "{",
        "[]",
        "null",
        "{'src':'c1'}",
        "{'src':'c1','dest':'n0','body':[]}",
        "{'src':1,'dest':'n0','body':{'type':'read','msg_id':1}}",
        "{'src':'c1','dest':'n7','body':{'type':'read','msg_id':1}}",
        "{'src':'c1','dest':'n0','body':{'type':'read'}}",
        "{'src':'c1','dest':'n0','body':{'type':'read','msg_id':'x'}}",
        "{'src':'c1','dest':'n0','body':{'type':'read','msg_id':1,'in_reply_to':1}}",
        "{'src':'c1','dest':'n0','body':{'type':'error','code':0,'msg_id':1}}",
        "{'src':'c1','dest':'n0','body':{'type':'rejoin','say':'dial','link':'x'}}",
        "{'src':'n1','dest':'n0','body':{'type':'rejoin'}}",
        "{'src':'n1','dest':'n0','body':{'type':'rejoin','say':'shout','link':'x'}}",
        "{'src':'n1','dest':'n0','body':{'type':'rejoin','say':'dial','link':''}}",
        "{'src':'n1','dest':'n0','body':{'type':'rejoin','say':'frame','link':'x','seq':'y'}}",
        "{'src':'n1','dest':'n0','body':{'type':'rejoin','say':'frame','link':'x','seq':-1}}",
        "{'src':'n1','dest':'n0','body':"
            + "{'type':'rejoin','say':'frame','link':'x','seq':0,'frame':'?'}}",
      })
  void whatCannotBeAnsweredIsNot(String line) {
    start();
    node.receive(line.replace('\'', '"'));
    assertEquals(List.of(), out);
    assertTheNodeWorks();
  }

  @Test
  void deepAndLongLinesAreRefused() {
    start();
    node.receive("[".repeat(100_000));
    node.receive("{\"src\":\"c1\",\"dest\":\"n0\",\"body\":" + "{\"a\":".repeat(5_000));
    assertEquals(List.of(), out);
    JsonNode answer = ask("{'type':'add','msg_id':1,'element':'" + "x".repeat(1 << 20) + "'}");
    assertEquals(14, answer.path("code").intValue());
    assertTheNodeWorks();
  }

  @Test
  void aLinkOfGarbageIsClosedAndTheNodeGoesOn() {
    start();
    node.receive(fromPeer("'say':'dial','link':'x'"));
    assertEquals("accept", Workbench.parse(out.get(0)).path("body").path("say").textValue());
    node.receive(fromPeer("'say':'frame','link':'x','seq':0,'frame':'AAAA'"));
    assertEquals("end", Workbench.parse(out.get(1)).path("body").path("say").textValue());
    assertTheNodeWorks();
  }

  @Test
  void nothingIsDoneBeforeInit() {
    JsonNode answer = ask("{'type':'add','msg_id':1,'element':5}");
    assertEquals(11, answer.path("code").intValue());
    node.receive(fromPeer("'say':'dial','link':'x'"));
    node.tick(1);
    assertEquals(1, out.size());
    start();
    assertEquals(11, ask("{'type':'read','msg_id':1}").path("code").intValue());
  }

  @Test
  void equalElementsAreOneWhateverTheOrderOfTheirFields() {
    start();
    ask("{'type':'add','msg_id':1,'element':{'a':1,'b':[2.5,null]}}");
    ask("{'type':'add','msg_id':1,'element':{'b':[2.5,null],'a':1}}");
    ask("{'type':'add','msg_id':1,'element':'\u00fc\\n'}");
    JsonNode read = ask("{'type':'read','msg_id':1}").path("value");
    assertEquals(Workbench.parse("[\"\u00fc\\n\",{\"a\":1,\"b\":[2.5,null]}]"), read);
  }

  private void start() {
    ask("{'type':'init','msg_id':1,'node_id':'n0','node_ids':['n0','n1']}");
    out.clear();
  }

  private JsonNode ask(String body) {
    int before = out.size();
    node.receive("{\"src\":\"c1\",\"dest\":\"n0\",\"body\":" + body.replace('\'', '"') + "}");
    assertEquals(before + 1, out.size(), body);
    JsonNode answer = Workbench.parse(out.get(before));
    assertEquals("c1", answer.path("dest").textValue());
    return answer.path("body");
  }

  private static String fromPeer(String fields) {
    return ("{'src':'n1','dest':'n0','body':{'type':'rejoin'," + fields + "}}").replace('\'', '"');
  }

  private void assertTheNodeWorks() {
    JsonNode answer = ask("{'type':'echo','msg_id':9,'echo':[1,'two']}");
    assertEquals("echo_ok", answer.path("type").textValue());
    assertEquals(Workbench.parse("[1,\"two\"]"), answer.path("echo"));
    assertEquals(9, answer.path("in_reply_to").intValue());
  }
}
