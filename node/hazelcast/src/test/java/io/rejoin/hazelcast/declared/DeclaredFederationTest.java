package io.rejoin.hazelcast.declared;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.config.Config;
import com.hazelcast.config.InvalidConfigurationException;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.rejoin.grid.Grid;
import io.rejoin.hazelcast.Clusters;
import io.rejoin.hazelcast.CrdtMap;
import io.rejoin.testing.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members that are configured by Hazelcast's own files alone. */
class DeclaredFederationTest {
  private static final String YAML = """
      # HAZELCAST declared
      hazelcast:
        listeners:
          - io.rejoin.hazelcast.declared.DeclaredFederation
        wan-replication:
          rejoin:
            custom-publisher:
              feed:
                class-name: io.rejoin.hazelcast.federation.Feed
                properties:
                  grid: %s
                  scans.keys: int64
        map:
          orders:
            merge-policy: { class-name: DiscardMergePolicy }
            wan-replication-ref: { rejoin: {} }
          scans:
            merge-policy: { class-name: DiscardMergePolicy }
            wan-replication-ref: { rejoin: {} }
          rejoin.base.*:
            merge-policy: { class-name: DiscardMergePolicy }
          stock:
            merge-policy: { class-name: io.rejoin.hazelcast.CrdtMergePolicy }
            wan-replication-ref: { rejoin: {} }
      # HAZELCAST end
        cluster-name: %s
        properties:
          hazelcast.logging.type: slf4j
          hazelcast.phone.home.enabled: false
          hazelcast.shutdownhook.enabled: false
          hazelcast.socket.bind.any: false
        network:
          join:
            auto-detection: { enabled: false }
          interfaces: { enabled: true, interfaces: [127.0.0.1] }
      """;
  private static final String XML = """
      <hazelcast xmlns="http://www.hazelcast.com/schema/config">
        <properties>
          <property name="hazelcast.logging.type">slf4j</property>
          <property name="hazelcast.phone.home.enabled">false</property>
          <property name="hazelcast.shutdownhook.enabled">false</property>
          <property name="hazelcast.socket.bind.any">false</property>
        </properties>
        <network>
          <join><auto-detection enabled="false"/></join>
          <interfaces enabled="true"><interface>127.0.0.1</interface></interfaces>
        </network>
        <listeners>
          <listener>io.rejoin.hazelcast.declared.DeclaredFederation</listener>
        </listeners>
        <wan-replication name="rejoin">
          <custom-publisher>
            <publisher-id>feed</publisher-id>
            <class-name>io.rejoin.hazelcast.federation.Feed</class-name>
            <properties><property name="grid">%s</property></properties>
          </custom-publisher>
        </wan-replication>
        <map name="orders">
          <merge-policy>DiscardMergePolicy</merge-policy>
          <wan-replication-ref name="rejoin"/>
        </map>
        <map name="rejoin.base.*">
          <merge-policy>DiscardMergePolicy</merge-policy>
        </map>
        <map name="stock">
          <merge-policy>io.rejoin.hazelcast.CrdtMergePolicy</merge-policy>
          <wan-replication-ref name="rejoin"/>
        </map>
        <cluster-name>%s</cluster-name>
      </hazelcast>
      """;

  private final List<HazelcastInstance> members = new ArrayList<>();

  @TempDir
  private Path folder;

  @AfterEach
  void end() {
    members.forEach(member -> member.getLifecycleService().terminate());
  }

  @Test
  void mapsAreFederatedAsYamlAndXmlSay() throws IOException {
    HazelcastInstance oslo = start(YAML, "oslo");
    Grid node = DeclaredFederation.of(oslo).orElseThrow().grid();
    HazelcastInstance rig = start(XML, "rig", node.address().orElseThrow());
    oslo.getMap("orders").put("a", "1");
    CrdtMap.of(oslo.getMap("stock")).counter("tea").add(2);
    IMap<Object, Object> orders = rig.getMap("orders");
    CrdtMap stock = CrdtMap.of(rig.getMap("stock"));
    Eventually.holds("the order is there", () -> "1".equals(orders.get("a")));
    Eventually.holds("the stock is there", () -> stock.counter("tea").value() == 2);
    orders.remove("a");
    Eventually.holds("the order is gone", () -> oslo.getMap("orders").isEmpty());

    oslo.shutdown();
    assertTrue(node.isClosed(), "the node ends with its member");
  }

  @Test
  void keysOfAnotherKind() throws IOException {
    HazelcastInstance oslo = start(YAML, "oslo");
    Grid node = DeclaredFederation.of(oslo).orElseThrow().grid();
    oslo.getMap("scans").put(7L, "x");
    Eventually.holds("it is in the grid", () -> node.keys("scans").size() == 1);
  }

  @Test
  void aMistakeKeepsTheMemberFromStarting() throws IOException {
    refused(YAML.replace("grid: %s", "grod: %s"), "property grid");
    refused(YAML.replace("scans.keys", "scnas.keys"), "scnas.keys");
    refused(YAML.replace("int64", "int63"), "'int63'");
    refused(YAML.replace("federation.Feed", "federation.Fed"), "custom-publisher");
    refused(YAML.replace("rejoin.base.*", "bases"), "rejoin.base.");
    refused(YAML.replace("    stock:", "    stock*:"), "wildcard");
    refused(YAML.replace("    stock:", "    a/b:"), "a/b");
    refused(YAML.replace("    orders:", "    orders:\n      backup-count: 0"), "backups");
    Files.writeString(folder.resolve("oslo.conf"), "rejoin.grid.nmae = shop");
    String file = folder.resolve("oslo.conf").toString();
    refused(YAML.formatted(file, "declared"), "nmae");
    refused(YAML.formatted(folder.resolve("none.conf"), "declared"), "none.conf");
  }

  private void refused(String yaml, String naming) throws IOException {
    String whole = yaml.contains("%s") ? yaml.formatted(node("oslo"), "declared") : yaml;
    Config config = Config.loadFromString(whole);
    RuntimeException refusal =
        assertThrows(InvalidConfigurationException.class, () -> Declaration.of(config));
    assertTrue(String.valueOf(refusal.getMessage()).contains(naming), refusal.toString());
    assertThrows(RuntimeException.class, () -> members.add(Hazelcast.newHazelcastInstance(config)));
    assertFalse(Hazelcast.getAllHazelcastInstances().stream()
        .anyMatch(member -> member.getConfig().getClusterName().equals("declared")));
  }

  private HazelcastInstance start(String text, String site, String... seeds) throws IOException {
    String cluster = Clusters.config("declared-" + site).getClusterName();
    Config config = Config.loadFromString(text.formatted(node(site, seeds), cluster));
    HazelcastInstance member = Hazelcast.newHazelcastInstance(config);
    members.add(member);
    assertEquals(
        0, DeclaredFederation.of(member).orElseThrow().federation().counts().waiting());
    return member;
  }

  private Path node(String site, String... seeds) throws IOException {
    String all = seeds.length == 0 ? "" : "\"" + String.join("\", \"", seeds) + "\"";
    return Files.writeString(folder.resolve(site + ".conf"), """
        rejoin {
          grid.name = declared
          node { name = %s, site = %s }
          network { listen = "127.0.0.1:0", seeds = [%s] }
        }
        """.formatted(site, site, all));
  }
}
