package io.rejoin.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.server.Main;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommandsTest {
  private static final String STATUS = """
      {"grid":"shop","node":"berlin-1","id":"aa","site":"berlin","run":"bb","uptime_ms":192000,
       "members":{"alive":2,"total":3},"entries":4627,"root":"cc:4627","converged":false,
       "peers":[{"id":"1","name":"oslo-1","site":"oslo","linked":true,"agreed":true,
                 "agreed_ms_ago":210,"behind":0},
                {"id":"2","name":"rom-1","site":"rom","linked":false,"agreed":false,
                 "agreed_ms_ago":null,"behind":12}],
       "bytes":{"delta":{"in":1200000,"out":900}},"refused":{"frame too large":3},
       "disk":{"directory":"/data","bytes":12300000,"full":true,"unsynced":12,
               "damaged":["entry carts/a: bad checksum"]},
       "removals":0,"drill":{"allowed":true,"cut":["rom"]}}
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private FakeNode node;

  @BeforeEach
  void start() throws IOException {
    node = new FakeNode();
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void statusSaysFirstWhetherAllAgree() {
    node.answers("/status", STATUS);
    assertEquals(0, run("status"));
    assertEquals("""
        converged  no, not with rom-1
        node       berlin-1 at berlin, grid shop, up 3 min 12 s
        id         aa, run bb
        members    2 of 3 alive
        entries    4,627, root cc:4627
        disk       12.3 MB in /data, 12 writes not synced
        disk       FULL: writes of this node are refused until there is room
        damaged    entry carts/a: bad checksum
        delta      1.2 MB in, 900 B out
        refused    3 frame too large
        drill      cut off from rom

        PEER    SITE  LINK  AGREES  LAST AGREED  BEHIND
        oslo-1  oslo  up    yes     210 ms ago        0
        rom-1   rom   down  no      never            12
        """, out.toString());
  }

  @Test
  void statusSaysThatAnEvictedMemberCameBack() {
    node.answers("/status", """
        {"evicted":["rig"],"refused":{"evicted":2}}
        """);
    assertEquals(0, run("status"));
    String line = "rig: came and was refused; 'rejoin readmit' takes a member back";
    assertTrue(out.toString().contains(line), out.toString());
  }

  @Test
  void statusSaysWhichShardsMoveAndForWhomTheyWait() {
    node.answers("/status", """
        {"entries":900,"root":"cc:500","moves":{"owned":341,"arriving":12,"leaving":1,
         "entries":400,"leaving_entries":20,"sessions":3,"most_sessions":8,
         "waits_for":[{"name":"rom-1","why":"not reached","shards":12},
                      {"name":"oslo-1","why":"is to bring it","shards":1}]}}
        """);
    assertEquals(0, run("status"));
    String moves = """
        entries    900, 400 of them in shards, root cc:500
        arriving   12 of 341 shards here; sessions in shards: 3, no more than 8 begun here
        leaving    1 shard with 20 entries, until their owners have them
        waits for  rom-1: not reached, 12 shards
        waits for  oslo-1: is to bring it, 1 shard
        """;
    assertTrue(out.toString().contains(moves), out.toString());
  }

  @Test
  void statusSaysThatNothingMoves() {
    node.answers("/status", """
        {"moves":{"owned":341,"arriving":0,"leaving":0,"entries":0,"waits_for":[]}}
        """);
    assertEquals(0, run("status"));
    assertTrue(
        out.toString().contains("moves      none, all of 341 shards here\n"), out.toString());
  }

  @Test
  void jsonIsOneLineAsTheNodeSaidIt() {
    node.answers("/status", "{\"a\": [1,\n 2]}");
    assertEquals(0, run("status", "--json"));
    assertEquals("{\"a\":[1,2]}\n", out.toString());
  }

  @Test
  void membersStandInATable() {
    node.answers("/members", """
        {"members":[{"id":"aa","name":"berlin-1","site":"berlin","address":"127.0.0.1:7600",
          "status":"alive","self":true},{"id":"bb","name":"m","site":"sea","status":"dead"}]}
        """);
    assertEquals(0, run("members"));
    assertTrue(out.toString().contains("berlin-1 *  berlin  alive   127.0.0.1:7600  aa\n"));
    assertTrue(out.toString().contains("m           sea     dead    outbound only   bb\n"));
  }

  @Test
  void aCartIsAList() {
    node.answers("/v1/cart/carts%2Fada%20l", """
        {"value":{"lines":[{"sku":"tea","quantity":12}],
          "orders":[{"id":"o-1","lines":[{"sku":"milk","quantity":1}]}]}}
        """);
    assertEquals(0, run("get", "cart", "carts/ada l"));
    assertEquals("           12  tea\norder o-1\n            1  milk\n", out.toString());
  }

  @Test
  void drillsGoToTheNode() {
    node.answers("/drill/cut", "{\"cut\":[\"oslo\",\"rom\"]}")
        .answers("/drill/heal", "{\"cut\":[]}");
    assertEquals(0, run("drill", "cut", "oslo", "rom"));
    assertEquals(0, run("drill", "heal"));
    assertEquals("cut off from oslo, rom\nhealed\n", out.toString());
    assertEquals(
        List.of("POST /drill/cut {\"sites\":[\"oslo\",\"rom\"]}", "POST /drill/heal {}"),
        node.asked());
  }

  @Test
  void leavingSaysWhatItMeansFirst() {
    assertEquals(1, run("leave"));
    assertTrue(out.toString().contains("begins empty as another node"), out.toString());
    assertEquals(List.of(), node.asked());
    assertEquals(2, run("leave", "--yes", "--within", "-1"));
  }

  @Test
  void aNodeHasLeft() {
    node.answers("/admin/leave", "{\"left\":true}");
    assertEquals(0, run("leave", "--yes"));
    assertEquals("has left the grid\n", out.toString());
  }

  @Test
  void aNodeThatHasNotLeftInTimeGoesOnAndMayBeToldToLeaveAnyway() {
    node.answers("/admin/leave", """
        {"left":false,"leftover":"3 entries are not with their owners",
         "moves":{"leaving":2,"leaving_entries":3,
                  "waits_for":[{"name":"rom-1","why":"not reached","shards":2}]}}
        """);
    assertEquals(1, run("leave", "--yes", "--within", "0", "--anyway"));
    assertEquals(
        "rejoin: it has not left within 0 s and goes on: 3 entries are not with their"
            + " owners; ask again, or with --anyway\n",
        err.toString());
    assertEquals(
        List.of("POST /admin/leave {\"anyway\":false}", "POST /admin/leave {\"anyway\":true}"),
        node.asked());
    assertEquals(1, run("leave", "--yes", "--within", "1"));
    String progress = "leaving: 2 shards with 3 entries left; rom-1: not reached\n";
    assertTrue(err.toString().contains(progress), err.toString());
  }

  @Test
  void aRefusalIsOneLineWithItsHint() {
    node.fails(403, "/drill/heal", "{\"error\":\"not allowed\",\"hint\":\"set it\"}");
    assertEquals(1, run("drill", "heal"));
    assertEquals("rejoin: not allowed: set it\n", err.toString());
  }

  @Test
  void whatTheNodeCallsABadRequestIsBadInput() {
    node.fails(400, "/v1/kart/a", "{\"error\":\"no such type\",\"hint\":\"try cart\"}");
    assertEquals(2, run("get", "kart", "a"));
    assertEquals("rejoin: no such type: try cart\n", err.toString());
  }

  @Test
  void aNodeThatDoesNotAnswerIsAFailure() {
    node.close();
    assertEquals(1, run("members"));
    assertTrue(err.toString().startsWith("rejoin: no node answers at http://127.0.0.1:"));
    assertEquals(1, err.toString().lines().count());
  }

  @Test
  void aWrongArgumentIsBadInput() {
    assertEquals(2, Main.run(writer(out), writer(err), "status", "--node", "ftp://x"));
    assertEquals(2, Main.run(writer(out), writer(err), "get", "cart"));
    assertEquals(2, Main.run(writer(out), writer(err), "drill"));
    assertEquals(2, Main.run(writer(out), writer(err), "drill", "cut"));
    assertEquals(4, err.toString().lines().count(), err.toString());
  }

  private int run(String... command) {
    String[] args = new String[command.length + 2];
    System.arraycopy(command, 0, args, 0, command.length);
    args[command.length] = "--node";
    args[command.length + 1] = node.url();
    return Main.run(writer(out), writer(err), args);
  }

  private static PrintWriter writer(StringWriter text) {
    return new PrintWriter(new BufferedWriter(text), true);
  }
}
