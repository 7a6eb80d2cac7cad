package io.rejoin.examples.demo.oracle;

import static io.rejoin.examples.demo.oracle.History.add;
import static io.rejoin.examples.demo.oracle.History.checkout;
import static io.rejoin.examples.demo.oracle.History.remove;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.examples.demo.shop.Journal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LastWriterWinsTest {
  private final History history = new History();

  @Test
  void nothingIsLostWhileTheSitesHearEachOther() {
    history.at(0, add("tea", 2, "a:1")).at(1, add("milk", 1, "b:1")).at(0, add("tea", 1, "a:2"));
    assertEquals(Map.of("tea", 3L, "milk", 1L), map().cart(History.CART).lines());
    assertEquals(0, loss().items());
  }

  @Test
  void theLaterWriteTakesTheWholeCart() {
    history.at(0, add("tea", 2, "a:1")).cut();
    history.at(0, add("milk", 1, "a:2"), add("bread", 1, "a:3")).at(1, add("soap", 1, "b:1"));
    history.heal();
    assertEquals(Map.of("tea", 2L, "soap", 1L), map().cart(History.CART).lines());
    LwwLoss loss = loss();
    assertEquals(2, loss.items());
    assertEquals(1, loss.carts());
    assertEquals(List.of("bread", "milk"), loss.example().orElseThrow().lost());
    assertEquals(4, loss.example().orElseThrow().right());
  }

  @Test
  void whatWasTakenOutAtTheOtherSiteReturns() {
    history.at(0, add("tea", 2, "a:1"), add("milk", 1, "a:2")).cut();
    history.at(0, remove("tea", "a:1")).at(1, add("soap", 1, "b:1")).heal();
    LwwLoss loss = loss();
    assertEquals(0, loss.items());
    assertEquals(1, loss.returned());
  }

  @Test
  void anOrderIsLostLikeEverythingElse() {
    history.at(0, add("tea", 2, "a:1")).cut();
    history.at(1, add("soap", 1, "b:1"), checkout("o-1", "b:2", "a:1", "b:1"));
    history.at(0, add("milk", 1, "a:2")).heal();
    assertEquals(List.of("soap"), loss().example().orElseThrow().lost());
  }

  @Test
  void aNodeThatComesBackEmptyHasEverythingAgain() {
    history.at(0, add("tea", 2, "a:1"));
    history.events.add(new Journal.Killed(0, 0));
    history.events.add(new Journal.Restarted(0, 0));
    assertEquals(Map.of("tea", 2L), map().cart(History.CART).lines());
    assertTrue(loss().example().isEmpty());
  }

  private LastWriterWins map() {
    return new LastWriterWins(2, 2).replay(history.events);
  }

  private LwwLoss loss() {
    return LwwLoss.of(Ledger.of(history.events), map(), history.events);
  }
}
