package io.rejoin.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.rejoin.GridException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GridConfigTest {
  @Test
  void whatAFileSaysCanBeSaidInCode() {
    GridConfig file = GridConfig.parse("shop.conf", """
            rejoin {
              grid { name = shop, secret = hush }
              node { name = a, site = berlin, id = 000102030405060708090a0b0c0d0e0f }
              network { listen = "0.0.0.0:7600", advertise = "10.0.0.1:7600" }
              network { seeds = ["10.0.0.2:7600"], preset = wan }
              shards = 64
              limits.value = 1 MiB
              drill.allowed = true
              http.listen = "127.0.0.1:7070"
            }
            """);
    GridConfig code = GridConfig.named("shop")
        .secret("hush")
        .node("a")
        .site("berlin")
        .with("node.id", "000102030405060708090a0b0c0d0e0f")
        .listen("0.0.0.0:7600")
        .advertise("10.0.0.1:7600")
        .seeds("10.0.0.2:7600")
        .preset("wan")
        .with("shards", 64)
        .with("rejoin.limits.value", "1 MiB")
        .allowDrill(true)
        .http("127.0.0.1:7070");
    assertEquals(file, code);
    assertEquals(1 << 20, code.limits().valueBytes());
    assertFalse(code.toString().contains("hush"));
  }

  @Test
  void whatIsKeptCanBeSaidInAFileAndInCode() {
    GridConfig file = GridConfig.parse(
        "shop.conf",
        "rejoin { data { dir = /data, sync-interval = 5 s }, buckets.orders.durability = sync }");
    GridConfig code = GridConfig.parse("shop.conf", "")
        .data(Path.of("/data"))
        .with("data.sync-interval", "5 s")
        .with("buckets.orders.durability", "sync");
    assertEquals(file, code);
    assertEquals(Optional.of(Path.of("/data")), file.data());
    assertEquals(file, file.dataUnlessSaid(Path.of("/other")));
    GridConfig silent = GridConfig.named("shop");
    assertEquals(
        Optional.of(Path.of("/other")), silent.dataUnlessSaid(Path.of("/other")).data());
  }

  @Test
  void everythingHasADefault() {
    GridConfig config = GridConfig.named("shop");
    assertEquals(Optional.of("127.0.0.1:7600"), config.listen());
    assertEquals(Optional.empty(), config.outboundOnly().listen());
    assertEquals(List.of(), config.seedAddresses());
    assertEquals("lan", config.preset());
    assertEquals(1_024, config.shards());
    assertEquals(8, config.shardSessions());
  }

  @Test
  void thePaceOfMovesHasBounds() {
    assertEquals(2, GridConfig.parse("a", "rejoin.network.shard-sessions = 2").shardSessions());
    for (int wrong : List.of(0, 1_025)) {
      var refused = assertThrows(
          GridException.InvalidConfiguration.class,
          () -> GridConfig.named("shop").shardSessions(wrong));
      assertEquals(
          "rejoin.network.shard-sessions must be a whole number from 1 to 1024, not '" + wrong
              + "'",
          refused.getMessage());
    }
  }

  @Test
  void anUnknownKeyIsAnErrorThatHelps() {
    var unknown = assertThrows(
        GridException.InvalidConfiguration.class,
        () -> GridConfig.parse("shop.conf", "rejoin {\n  node.sight = berlin\n}"));
    assertEquals(
        "shop.conf, line 2: unknown key rejoin.node.sight;"
            + " the nearest known key is rejoin.node.site",
        unknown.getMessage());
    assertFalse(unknown.valueChanged());
  }

  @Test
  void aWrongValueInCodeIsTheSameError() {
    var wrong = assertThrows(
        GridException.InvalidConfiguration.class, () -> GridConfig.named("shop").listen("berlin"));
    assertEquals(
        "rejoin.network.listen must be host:port, such as 127.0.0.1:7600 or [::1]:7600,"
            + " not 'berlin'",
        wrong.getMessage());
  }
}
