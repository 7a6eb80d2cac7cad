package io.rejoin.node.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.node.core.bundle.Import;
import io.rejoin.node.core.bundle.Piece;
import io.rejoin.testing.TestNetwork;
import io.rejoin.testing.TestNode;
import io.rejoin.testing.TestNode.Setting;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nodes that hear of each other by bundles, with and without links besides. */
class BundleTest {
  private static final Duration LATER = Duration.ofSeconds(60);

  private final TestNetwork network = new TestNetwork();
  private final TestNode ada = new TestNode(network, Setting.of("ada", "north", 1));
  private final TestNode ben = new TestNode(network, Setting.of("ben", "south", 2));

  private static List<Bytes> bundle(TestNode from, Clock base) throws IOException {
    List<Bytes> pieces = new ArrayList<>();
    from.core().bundles().export(base).writeTo(pieces::add);
    return pieces;
  }

  private static Import.Result taken(TestNode at, List<Bytes> pieces) throws MalformedBytes {
    Import taking = at.core().bundles().take((Piece.Head) Piece.read(pieces.get(0)));
    for (Bytes piece : pieces.subList(1, pieces.size())) {
      taking.take(Piece.read(piece));
    }
    return taking.end();
  }

  @Test
  void newsArriveWhereNoLinkLeads() throws Exception {
    ada.count("visits", 3);
    ada.add("tags", "red");
    Import.Result result = taken(ben, bundle(ada, Clock.EMPTY));
    assertEquals(2, result.changes());
    assertTrue(result.complete());
    assertEquals(3, ben.counted("visits"));
    assertTrue(ben.holds("tags", "red"));
    assertEquals(ada.root(), ben.root());
    assertTrue(ben.replica().clock().covers(ada.replica().clock()));
  }

  @Test
  void twiceIsOnce() throws Exception {
    ada.count("visits", 3);
    List<Bytes> pieces = bundle(ada, Clock.EMPTY);
    taken(ben, pieces);
    taken(ben, pieces);
    assertEquals(3, ben.counted("visits"));
  }

  @Test
  void onlyWhatLiesBeyondTheBaseTravels() throws Exception {
    ada.count("visits", 3);
    ada.add("tags", "red");
    taken(ben, bundle(ada, Clock.EMPTY));
    ada.add("tags", "blue");
    List<Bytes> news = bundle(ada, ben.replica().clock());
    assertEquals(new Import.Result(1, 0, true), taken(ben, news));
    assertTrue(ben.holds("tags", "blue") && ben.holds("tags", "red"));
  }

  @Test
  void aRemovalTravelsToo() throws Exception {
    ada.add("tags", "red");
    taken(ben, bundle(ada, Clock.EMPTY));
    ada.remove("tags", "red");
    assertEquals(1, taken(ben, bundle(ada, ben.replica().clock())).removals());
    assertFalse(ben.holds("tags", "red"));
    assertEquals(ada.root(), ben.root());
  }

  @Test
  void whoLacksTheBaseTakesTheContentAndNotTheKnowledge() throws Exception {
    ada.count("visits", 3);
    Clock before = ada.replica().clock();
    ada.add("tags", "red");
    assertFalse(taken(ben, bundle(ada, before)).complete());
    assertTrue(ben.holds("tags", "red"));
    assertEquals(0, ben.counted("visits"));
    assertFalse(ben.replica().clock().covers(ada.replica().clock()));
  }

  @Test
  void anOldBundleBringsNothingBack() throws Exception {
    TestNode cleo = new TestNode(network, Setting.of("cleo", "west", 3), ada);
    network.runUntil("linked", LATER, () -> ada.core().linked().contains(cleo.id()));
    ada.add("tags", "red");
    List<Bytes> old = bundle(ada, Clock.EMPTY);
    Clock first = ada.replica().clock();
    ada.remove("tags", "red");
    network.runUntil(
        "forgotten",
        LATER,
        () -> ada.replica().forgotten().covers(first)
            && cleo.replica().forgotten().covers(first));
    taken(cleo, old);
    taken(ada, old);
    network.runFor(Duration.ofSeconds(5));
    assertFalse(ada.holds("tags", "red"));
    assertFalse(cleo.holds("tags", "red"));
  }

  @Test
  void whatIsNoPieceIsRefused() throws Exception {
    ada.add("tags", "red");
    Bytes head = bundle(ada, Clock.EMPTY).get(0);
    assertThrows(MalformedBytes.class, () -> Piece.read(head.slice(0, head.length() - 1)));
    assertThrows(MalformedBytes.class, () -> Piece.read(Bytes.wrap(new byte[] {9, 0})));
  }
}
