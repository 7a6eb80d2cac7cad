package io.rejoin.examples.demo.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.rejoin.examples.demo.grid.NodeProcess.Ready;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeSpecTest {
  private final NodeSpec spec = spec(Engine.BUILTIN);

  private static NodeSpec spec(Engine engine) {
    Plan plan = new Plan(engine, List.of("lagos", "oslo"), 2, "shards = 8");
    return new NodeSpec("demo", plan, 1, 1, "0123456789abcdef".repeat(2));
  }

  @Test
  void theConfigurationSaysWhoTheNodeIs() {
    Config config = ConfigFactory.parseString(
        spec.configuration(0, 7070, List.of("a:1", "b:2"), Path.of("/grid")));
    assertEquals("oslo-2", config.getString("rejoin.node.name"));
    assertEquals(8, config.getInt("rejoin.shards"));
    assertEquals("oslo", config.getString("rejoin.node.site"));
    assertEquals(spec.id(), config.getString("rejoin.node.id"));
    assertEquals("127.0.0.1:0", config.getString("rejoin.network.listen"));
    assertEquals("/grid/oslo-2-data", config.getString("rejoin.data.dir"));
    assertEquals("127.0.0.1:7070", config.getString("rejoin.http.listen"));
    assertEquals(List.of("a:1", "b:2"), config.getStringList("rejoin.network.seeds"));
  }

  @Test
  void inAnAkkaClusterItSaysWhereTheActorSystemsAre() {
    Config config = ConfigFactory.parseString(
        spec(Engine.AKKA).configuration(4001, 7070, List.of("a:1", "b:2"), Path.of("/grid")));
    assertEquals("oslo-2", config.getString("rejoin.node.name"));
    assertEquals("demo", config.getString("rejoin.grid.name"));
    assertEquals(4001, config.getInt("akka.remote.artery.canonical.port"));
    assertEquals(
        List.of("akka://shop@a:1", "akka://shop@b:2"),
        config.getStringList("akka.cluster.seed-nodes"));
    assertEquals(7070, config.getInt("shop.operators.port"));
    assertEquals("cluster", config.getString("akka.actor.provider"), "the application's own");
  }

  @Test
  void besideHazelcastItIsThatOfANode() {
    Config config = ConfigFactory.parseString(
        spec(Engine.HAZELCAST).configuration(4001, 7070, List.of("a:1"), Path.of("/grid")));
    assertEquals("127.0.0.1:4001", config.getString("rejoin.network.listen"));
    assertEquals("127.0.0.1:7070", config.getString("rejoin.http.listen"));
    assertEquals("/grid/oslo-2-data", config.getString("rejoin.data.dir"));
  }

  @Test
  void theReadyLineTellsThePorts() {
    assertEquals(
        new Ready(4001, 4002, 4002),
        Ready.parse("ready http=127.0.0.1:4002 grid=127.0.0.1:4001 id=00"));
    assertEquals(
        new Ready(4001, 4002, 4003),
        Ready.parse("ready door=127.0.0.1:4003 http=127.0.0.1:4002 grid=akka://shop@a:4001 id=00"));
    assertThrows(IllegalArgumentException.class, () -> Ready.parse("ready"));
  }
}
