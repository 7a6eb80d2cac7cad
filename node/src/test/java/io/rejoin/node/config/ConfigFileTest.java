package io.rejoin.node.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.membership.placement.Copies;
import io.rejoin.node.core.shard.Buckets;
import io.rejoin.node.core.shard.Buckets.Durability;
import io.rejoin.node.core.shard.Buckets.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFileTest {
  @TempDir
  Path folder;

  @Test
  void readsWhatIsThereAndLeavesTheRestToTheDefaults() throws Exception {
    Settings settings = ConfigFile.read("shop.conf", """
            rejoin {
              grid.name = shop
              node { name = berlin-1, site = berlin }
              network.seeds = ["10.0.0.1:7600", "[::1]:7600"]
              limits.frame = 2 MiB
            }
            """);
    assertEquals("shop", settings.get(Keys.GRID_NAME));
    assertEquals(Optional.of("berlin-1"), settings.get(Keys.NODE_NAME));
    assertEquals(List.of("10.0.0.1:7600", "[::1]:7600"), settings.get(Keys.SEEDS));
    assertEquals(2 << 20, settings.get(Keys.LIMIT_FRAME));
    assertEquals(1_024, settings.get(Keys.SHARDS));
  }

  @Test
  void anUnknownKeyNamesFileLineAndTheNearestKnownKey() throws IOException {
    Path file = Files.writeString(folder.resolve("shop.conf"), "rejoin {\n  network.lisen = x\n}");
    assertEquals(
        file
            + ", line 2: unknown key rejoin.network.lisen;"
            + " the nearest known key is rejoin.network.listen",
        messageOf(() -> ConfigFile.read(file)));
  }

  @Test
  void nothingButRejoinMayStandInTheFile() {
    assertEquals(
        "a.conf, line 1: unknown key rejion; the nearest known key is rejoin",
        messageOf(() -> ConfigFile.read("a.conf", "rejion.shards = 8")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "shards = 1000 | shards must be a power of two from 1 to 65536, not '1000'",
        "shards = many | shards must be a power of two from 1 to 65536, not 'many'",
        "limits.key = 2 GiB | limits.key must be a size from 16 bytes to 1 KiB, not '2 GiB'",
        "limits.waits = 0 | limits.waits must be a whole number from 1 to 10000000, not '0'",
        "drill.allowed = perhaps | drill.allowed must be true or false, not 'perhaps'",
        "network.preset = moon | network.preset must be one of lan, wan, simulation, not 'moon'",
        "node.site = \" \" | node.site must be a name of at most 64 bytes without blanks at its"
            + " ends, not ' '",
        "node.id = 12 | node.id must be 32 hexadecimal digits, not '12'",
        "network = 5 | network must be a section: rejoin.network { ... }",
        "grid { name = [] } | grid.name must be a name of at most 64 bytes without blanks at its"
            + " ends, not '[]'",
      })
  void aWrongValueSaysWhatIsAllowed(String line, String message) {
    assertEquals(
        "a.conf, line 2: rejoin." + message,
        messageOf(() -> ConfigFile.read("a.conf", "rejoin {\n" + line + "\n}")));
  }

  @Test
  void aSeedWithoutPortIsNoAddress() {
    String message = messageOf(() -> ConfigFile.read("a.conf", "rejoin.network.seeds = [berlin]"));
    assertEquals(
        "a.conf, line 1: rejoin.network.seeds must be a list of addresses, each host:port, such as"
            + " 127.0.0.1:7600 or [::1]:7600, not '[berlin]'",
        message);
  }

  @Test
  void whatIsNoHoconIsExplained() {
    String message = messageOf(() -> ConfigFile.read("a.conf", "rejoin {\n shards = }"));
    assertEquals("a.conf, line 2: ", message.substring(0, "a.conf, line 2: ".length()));
  }

  @Test
  void aMissingFileIsNamed() {
    Path missing = folder.resolve("missing.conf");
    assertEquals(
        "cannot read the configuration file " + missing, messageOf(() -> ConfigFile.read(missing)));
  }

  @Test
  void everyKeyCanAlsoBeSetInCode() throws InvalidSetting {
    assertEquals(8, Settings.NONE.with("shards", 8).get(Keys.SHARDS));
    assertEquals(
        "unknown key rejoin.shard; the nearest known key is rejoin.shards",
        messageOf(() -> Settings.NONE.with("rejoin.shard", 8)));
  }

  @Test
  void eachBucketMayHaveAPolicyOfItsOwn() throws Exception {
    Buckets buckets = ConfigFile.read("a.conf", """
            rejoin {
              data.durability = async
              buckets {
                orders { durability = sync }
                sessions { durability = memory, ttl = 30d }
                "a.b" { ttl = 90 s, copies = 3 }
                archive.copies = "home(hub)+2"
              }
            }
            """).buckets();
    assertEquals(Durability.SYNC, policy(buckets, "orders/1").durability());
    assertEquals(
        new Policy(Durability.MEMORY, Optional.of(Duration.ofDays(30))),
        policy(buckets, "sessions"));
    assertEquals(Optional.of(Duration.ofSeconds(90)), policy(buckets, "a.b/c/d").ttl());
    assertEquals(Copies.of(3), policy(buckets, "a.b/c/d").copies());
    assertEquals(Copies.home("hub", 2), policy(buckets, "archive").copies());
    assertEquals(buckets.standard(), policy(buckets, "order/1"));
  }

  private static Policy policy(Buckets buckets, String key) {
    return buckets.of(new EntryKey(1, Bytes.utf8(key)));
  }

  @Test
  void whatABucketCannotSayIsExplained() {
    assertEquals(
        "a.conf, line 1: unknown key rejoin.buckets.orders.durabilty; the nearest known key is"
            + " rejoin.buckets.orders.durability",
        messageOf(() -> ConfigFile.read("a.conf", "rejoin.buckets.orders.durabilty = sync")));
    assertEquals(
        "a.conf, line 1: rejoin.buckets.a.ttl must be a duration from 1 s to 36500 d, such as 30 s"
            + " or 7 d, not '1 ms'",
        messageOf(() -> ConfigFile.read("a.conf", "rejoin.buckets.a.ttl = 1 ms")));
    assertEquals(
        "a.conf, line 1: rejoin.buckets.a.copies must be all, a number from 1 to 64, or"
            + " home(SITE)+2, not '0'",
        messageOf(() -> ConfigFile.read("a.conf", "rejoin.buckets.a.copies = 0")));
    assertEquals(
        "a.conf, line 1: rejoin.buckets.orders must be a section: rejoin.buckets.orders { ... }",
        messageOf(() -> ConfigFile.read("a.conf", "rejoin.buckets { orders = sync }")));
  }

  private interface Attempt {
    Object run() throws InvalidSetting;
  }

  private static String messageOf(Attempt attempt) {
    return String.valueOf(assertThrows(InvalidSetting.class, attempt::run).getMessage());
  }
}
