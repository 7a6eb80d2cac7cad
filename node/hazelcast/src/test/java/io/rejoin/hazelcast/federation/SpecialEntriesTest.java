package io.rejoin.hazelcast.federation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.hazelcast.federation.FederatedValue.Version;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Values that expire, and values that a store loads, at two sites in virtual time. */
class SpecialEntriesTest {
  private static final Bytes OLD = Bytes.utf8("old");
  private static final Bytes NEW = Bytes.utf8("new");
  private static final long TTL = 4_000;
  private static final long LEEWAY = 60_000;

  private final long[] millis = {1_000_000};
  private final ModelSite oslo = new ModelSite(new Random(1), millis);
  private final ModelSite rig = new ModelSite(new Random(2), millis);

  private void put(ModelSite site, Bytes value, long until) {
    site.map = Optional.of(value);
    site.until = until;
    site.mark = Mark.written(until);
  }

  private void agree() {
    for (int i = 0; i < 6; i++) {
      oslo.visit(false);
      rig.visit(false);
      State all = oslo.nodes[0].state;
      for (ModelSite site : List.of(oslo, rig)) {
        for (ModelSite.Node node : site.nodes) {
          all = all.join(node.state).state();
        }
      }
      for (ModelSite site : List.of(oslo, rig)) {
        for (ModelSite.Node node : site.nodes) {
          node.state = all;
        }
      }
    }
  }

  private void shows(Optional<Bytes> value) {
    assertEquals(value, oslo.map);
    assertEquals(value, rig.map);
  }

  private static List<Bytes> values(ModelSite site) {
    return site.versions().stream().map(Version::value).toList();
  }

  @Test
  void whatHasExpiredGoesFromTheGridAMinuteLater() {
    put(oslo, OLD, millis[0] + TTL);
    agree();
    shows(Optional.of(OLD));
    assertEquals(oslo.until, rig.until);

    millis[0] += TTL + 1;
    oslo.map = Optional.empty(); // as Hazelcast does it; the clock of the other is behind
    agree();
    assertEquals(List.of(OLD), values(oslo));

    millis[0] += LEEWAY;
    agree();
    shows(Optional.empty());
    assertEquals(List.of(), values(oslo));
    assertEquals(List.of(), values(rig));
  }

  @Test
  void whatIsWrittenAnewStays() {
    put(oslo, OLD, millis[0] + TTL);
    agree();
    millis[0] += TTL / 2;
    put(rig, NEW, 0);
    agree();
    millis[0] += TTL + LEEWAY;
    agree();
    shows(Optional.of(NEW));
    assertEquals(List.of(NEW), values(oslo));
  }

  @Test
  void whatAStoreLoadsReplacesNothing() {
    oslo.ways = new Agreement.Ways(false, true);
    put(rig, NEW, 0);
    agree();
    shows(Optional.of(NEW));
    for (int i = 0; i < 3; i++) { // evicted, read and loaded again and again
      oslo.map = Optional.of(OLD);
      agree();
      shows(Optional.of(NEW));
      assertEquals(List.of(NEW, OLD), values(rig));
    }
    put(oslo, OLD, 0);
    agree();
    shows(Optional.of(OLD));
  }
}
