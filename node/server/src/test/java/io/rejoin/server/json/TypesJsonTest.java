package io.rejoin.server.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.crdt.Author;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.Mutation;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.causal.Timestamp;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TypesJsonTest {
  private final Author author = new Author() {
    private long number;

    @Override
    public ReplicaId run() {
      return new ReplicaId(0xa);
    }

    @Override
    public long nextNumber() {
      return ++number;
    }

    @Override
    public Timestamp now(Timestamp seen) {
      return new Timestamp(seen.value() + 1);
    }
  };

  @Test
  void aCounterIsANumber() throws InvalidJson {
    assertEquals("{'value':4}", after("pn-counter", "{'op':'add'}", "{'op':'add','amount':3}"));
  }

  @Test
  void aBoundedCounterShowsWhoMayTakeHowMuch() throws InvalidJson {
    assertEquals(
        "{'value':5,'rights':{'000000000000000a':3,'00000000000000ff':2}}",
        after(
            "bounded-counter",
            "{'op':'add','amount':6}",
            "{'op':'take'}",
            "{'op':'give','to':'00000000000000ff','amount':2}"));
  }

  @Test
  void countersOfOtherKindsAreNumbersToo() throws InvalidJson {
    assertEquals("{'value':5}", after("g-counter", "{'op':'add'}", "{'op':'add','amount':4}"));
    assertEquals(
        "{'value':2}",
        after(
            "resettable-counter",
            "{'op':'add','amount':4}",
            "{'op':'reset'}",
            "{'op':'add','amount':2}"));
    assertEquals("{'value':1}", after("hyperloglog", "{'op':'add','element':'x'}"));
  }

  @Test
  void extremesAndFlags() throws InvalidJson {
    String[] offers = {"{'op':'offer','value':'b'}", "{'op':'offer','value':'a'}"};
    assertEquals("{'value':'b'}", after("max-register", offers));
    assertEquals("{'value':'a'}", after("min-register", offers));
    assertEquals("{'value':null}", after("max-register"));
    assertEquals("{'value':true}", after("ew-flag", "{'op':'enable'}"));
    assertEquals("{'value':false}", after("dw-flag", "{'op':'enable'}", "{'op':'disable'}"));
  }

  @Test
  void setsOfAllKindsAreSortedLists() throws InvalidJson {
    for (String type : new String[] {"aw-set", "rw-set", "2p-set", "cl-set", "lww-set"}) {
      assertEquals(
          "{'value':['a']}",
          after(
              type,
              "{'op':'add','element':'b'}",
              "{'op':'add','element':'a'}",
              "{'op':'remove','element':'b'}"),
          type);
    }
    assertEquals("{'value':['a']}", after("g-set", "{'op':'add','element':'a'}"));
  }

  @Test
  void plainMapsListFieldsAndValues() throws InvalidJson {
    String put = "{'op':'put','field':'f','value':'v'}";
    assertEquals(
        "{'value':[{'field':'f','value':'w'}]}",
        after("lww-map", put, "{'op':'put','field':'f','value':'w'}"));
    assertEquals("{'value':[]}", after("lww-map", put, "{'op':'remove','field':'f'}"));
    assertEquals(
        "{'value':[{'field':'f','values':['v','w']}]}",
        after("multimap", put, "{'op':'put','field':'f','value':'w'}"));
    assertEquals("{'value':[]}", after("multimap", put, "{'op':'remove-all','field':'f'}"));
  }

  @Test
  void listsTextsAndTreesShowTheirOrder() throws InvalidJson {
    assertEquals(
        "{'value':['b','a']}",
        after(
            "list",
            "{'op':'insert','index':0,'element':'a'}",
            "{'op':'insert','index':1,'element':'b'}",
            "{'op':'move','from':1,'to':0}"));
    assertEquals(
        "{'value':'hi'}",
        after(
            "text",
            "{'op':'insert','index':0,'text':'hxxi'}",
            "{'op':'delete','index':1,'count':2}"));
    assertEquals(
        "{'value':[{'node':'a','parent':'','content':'x'},"
            + "{'node':'b','parent':'a','content':''}]}",
        after(
            "tree",
            "{'op':'move','node':'a','content':'x'}",
            "{'op':'move','node':'b','parent':'a'}"));
  }

  @Test
  void indexesOutsideAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> after("text", "{'op':'insert','index':99999999999,'text':'x'}"));
    assertThrows(InvalidJson.class, () -> after("list", "{'op':'delete','index':-1}"));
  }

  @Test
  void aCartShowsCouponsAndNotes() throws InvalidJson {
    String cart = after(
        "cart",
        "{'op':'add','sku':'tea'}",
        "{'op':'add-coupon','code':'HI'}",
        "{'op':'note','sku':'tea','text':'gift'}");
    assertTrue(cart.contains("'coupons':['HI'],'notes':[{'sku':'tea','text':'gift'}]"), cart);
    assertTrue(
        after("cart", "{'op':'add-coupon','code':'HI'}", "{'op':'remove-coupon','code':'HI'}")
            .endsWith("{'value':{'lines':[],'orders':[]}}"));
  }

  @Test
  void registersHoldTexts() throws InvalidJson {
    String[] sets = {"{'op':'set','value':'ä'}", "{'op':'set','value':'b'}"};
    assertEquals("{'value':'b','lost':[]}", after("lww-register", sets));
    assertEquals("{'value':['b']}", after("mv-register", sets));
  }

  @Test
  void bytesThatAreNoTextAreBase64() throws InvalidJson {
    assertEquals(
        "{'value':{'base64':'/wA='},'lost':[]}",
        after("lww-register", "{'op':'set','value':{'base64':'/wA='}}"));
  }

  @Test
  void aSetIsASortedList() throws InvalidJson {
    assertEquals(
        "{'value':['a','c']}",
        after(
            "aw-set",
            "{'op':'add','element':'c'}",
            "{'op':'add','element':'b'}",
            "{'op':'add','element':'a'}",
            "{'op':'remove','element':'b'}"));
  }

  @Test
  void aMapNestsAnyType() throws InvalidJson {
    String add =
        "{'op':'update','field':'n','type':'pn-counter'," + "'operation':{'op':'add','amount':2}}";
    String inner = "{'op':'update','field':'m','type':'or-map','operation':" + add + "}";
    String counter = "{'field':'n','type':'pn-counter','value':2}";
    assertEquals(
        "{'value':[{'field':'m','type':'or-map','value':[" + counter + "]}," + counter + "]}",
        after("or-map", add, inner));
    assertEquals("{'value':[]}", after("or-map", add, "{'op':'remove','field':'n'}"));
  }

  @Test
  void aCartShowsLinesAndOrdersWithTheirDots() throws InvalidJson {
    String cart = "{'value':{'lines':[{'sku':'milk','quantity':1,'dots':['RUN:4']}],"
        + "'orders':[{'id':'o','lines':[{'sku':'tea','quantity':3}],'dots':['RUN:1','RUN:2']}]}}";
    assertEquals(
        cart.replace("RUN", "000000000000000a"),
        after(
            "cart",
            "{'op':'add','sku':'tea','quantity':2}",
            "{'op':'add','sku':'tea'}",
            "{'op':'checkout','order':'o'}",
            "{'op':'set-quantity','sku':'milk','quantity':1}",
            "{'op':'remove','sku':'bread'}"));
  }

  @Test
  void aCheckoutWithLinesIsOneOfJustThese() throws InvalidJson {
    String add = "{'op':'add','sku':'tea','quantity':2}";
    String other = "{'op':'checkout','order':'o','lines':[{'sku':'tea','quantity':1}]}";
    assertTrue(after("cart", add, other).endsWith("'orders':[]}}"));
    String seen = "{'op':'checkout','order':'o','lines':[{'sku':'tea','quantity':2}]}";
    assertTrue(after("cart", add, seen).startsWith("{'value':{'lines':[],'orders':[{'id':'o',"));
  }

  @Test
  void whatIsWrongIsNamed() {
    assertComplaint("cart", "[]", "must be an object");
    assertComplaint("cart", "{'sku':'tea'}", "needs the field 'op'");
    assertComplaint("cart", "{'op':'steal'}", "no operation 'steal'");
    assertComplaint("cart", "{'op':'add','sku':7}", "'sku' must be a string");
    assertComplaint("cart", "{'op':'add','sku':'a','qty':1}", "has no field 'qty'");
    assertComplaint("cart", "{'op':'add','sku':'a','quantity':1.5}", "whole number");
    assertComplaint("cart", "{'op':'add','sku':'a','quantity':0}", "at least 1");
    assertComplaint("aw-set", "{'op':'add','element':{'base64':'?'}}", "base64");
    assertComplaint("lww-register", "{'op':'set','value':'a',}", "not JSON");
    assertComplaint("pn-counter", "{'op':'add','op':'add'}", "not JSON");
    assertComplaint("pn-counter", "{'op':'add'} {}", "JSON");
    assertComplaint("pn-counter", "[".repeat(100), "JSON");
    assertComplaint("kart", "{'op':'add'}", "there is no type 'kart'");
  }

  private void assertComplaint(String type, String operation, String part) {
    InvalidJson complaint = assertThrows(InvalidJson.class, () -> after(type, operation));
    assertTrue(String.valueOf(complaint.getMessage()).contains(part), complaint.toString());
  }

  /** The value after these operations; both written with ' for quotes. */
  private String after(String typeName, String... operations) throws InvalidJson {
    TypeJson type = TypesJson.standard().byName(typeName);
    State state = State.EMPTY;
    for (String text : operations) {
      byte[] json = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
      Operation operation = TypesJson.operation(type, Json.read(json));
      state = state.join(delta(type.type(), state, operation)).state();
    }
    ObjectNode value = Json.object();
    type.describe(state.root(), value);
    return Json.line(value).replace('"', '\'');
  }

  @SuppressWarnings("unchecked")
  private <O extends Operation> State delta(CrdtType<O> type, State state, Operation operation) {
    return Mutation.delta(type, state, (O) operation, author);
  }
}
