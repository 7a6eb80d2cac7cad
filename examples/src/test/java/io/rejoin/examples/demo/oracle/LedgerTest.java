package io.rejoin.examples.demo.oracle;

import static io.rejoin.examples.demo.oracle.History.add;
import static io.rejoin.examples.demo.oracle.History.checkout;
import static io.rejoin.examples.demo.oracle.History.remove;
import static io.rejoin.examples.demo.oracle.History.set;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rejoin.examples.demo.shop.Applied;
import io.rejoin.examples.demo.shop.CartOperation.Add;
import io.rejoin.examples.demo.shop.CartOperation.Checkout;
import io.rejoin.examples.demo.shop.CartOperation.Remove;
import io.rejoin.examples.demo.shop.CartView;
import io.rejoin.examples.demo.shop.CartView.Line;
import io.rejoin.examples.demo.shop.CartView.Order;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private final History history = new History();

  @Test
  void theRightCartPasses() {
    history.at(0, add("tea", 2, "a:1"), add("milk", 1, "a:2"));
    history.at(1, remove("tea", "a:1"), add("tea", 1, "b:1"), set("milk", 3, "b:2", "a:2"));
    assertEquals(Findings.NONE, compare(line("milk", 3, "b:2"), line("tea", 1, "b:1")));
  }

  @Test
  void aPlantedLossIsFound() {
    history.at(0, add("tea", 2, "a:1"), add("tea", 1, "a:2"));
    Findings findings = compare(line("tea", 2, "a:1"));
    assertEquals(Set.of("a:2"), findings.lost());
    assertEquals(
        List.of("carts/alice, open lines: tea should be 3 to 3 and is 2"), findings.wrong());
  }

  @Test
  void aPlantedResurrectionIsFound() {
    history.at(0, add("tea", 2, "a:1")).at(0, remove("tea", "a:1"));
    Findings findings = compare(line("tea", 2, "a:1"));
    assertEquals(Set.of("a:1"), findings.resurrected());
    assertEquals(Set.of(), findings.lost());
  }

  @Test
  void aWrongQuantityUnderTheRightDotIsFound() {
    history.at(0, add("tea", 2, "a:1"));
    assertEquals(
        List.of("carts/alice, open lines: tea should be 2 to 2 and is 3"),
        compare(line("tea", 3, "a:1")).wrong());
  }

  @Test
  void anItemThatNobodyPutThereIsFound() {
    history.at(0, add("tea", 2, "a:1"));
    assertEquals(
        List.of(
            "carts/alice: nobody put soap (c:9) there",
            "carts/alice, open lines: soap should be 0 to 0 and is 1"),
        compare(line("tea", 2, "a:1"), line("soap", 1, "c:9")).wrong());
  }

  @Test
  void anOrderHoldsWhatItsCheckoutSaw() {
    history.at(0, add("tea", 2, "a:1"), add("tea", 1, "a:2")).at(1, add("milk", 1, "b:1"));
    history.at(0, checkout("o-1", "a:3", "a:1", "a:2"));
    CartView right = cart(List.of(line("milk", 1, "b:1")), new Order("o-1", Map.of("tea", 3L)));
    assertEquals(Findings.NONE, compare(right));
    CartView short1 = cart(List.of(line("milk", 1, "b:1")), new Order("o-1", Map.of("tea", 2L)));
    assertEquals(
        List.of("carts/alice, o-1: tea should be 3 to 3 and is 2"),
        compare(short1).wrong());
  }

  @Test
  void aLostOrderTakesItsItemsWithIt() {
    history.at(0, add("tea", 2, "a:1"), add("milk", 1, "a:2"));
    history.at(0, checkout("o-1", "a:3", "a:1", "a:2"));
    Findings findings = compare(CartView.EMPTY);
    assertEquals(Set.of("a:1", "a:2"), findings.lost());
    assertEquals(List.of("carts/alice: o-1 is missing"), findings.wrong());
  }

  @Test
  void eitherOutcomeOfAnOperationInFlightIsRight() {
    history.at(0, add("tea", 2, "a:1"), add("milk", 1, "a:2"));
    history.indeterminateAt(
        0, Applied.unknown(new Add("soap", 4)), Applied.unknown(new Remove("tea")));
    Line milk = line("milk", 1, "a:2");
    Line tea = line("tea", 2, "a:1");
    assertEquals(Findings.NONE, compare(milk, tea));
    assertEquals(Findings.NONE, compare(milk));
    assertEquals(Findings.NONE, compare(milk, tea, line("soap", 4, "a:3")));
    assertEquals(Set.of("a:2"), compare(tea).lost());
    assertEquals(1, compare(milk, line("soap", 5, "a:3")).wrong().size());
  }

  @Test
  void eitherOutcomeOfACheckoutInFlightIsRight() {
    history.at(0, add("tea", 2, "a:1"));
    history.indeterminateAt(0, Applied.unknown(new Checkout("o-1")));
    assertEquals(Findings.NONE, compare(line("tea", 2, "a:1")));
    assertEquals(Findings.NONE, compare(cart(List.of(), new Order("o-1", Map.of("tea", 2L)))));
  }

  @Test
  void whatIsMissingAtTwoNodesIsLostOnce() {
    history.at(0, add("tea", 2, "a:1"), add("milk", 1, "a:2"));
    Findings both = compare(line("tea", 2, "a:1")).and(compare());
    assertEquals(Set.of("a:1", "a:2"), both.lost());
  }

  private Findings compare(Line... lines) {
    return compare(cart(List.of(lines)));
  }

  private Findings compare(CartView view) {
    return Ledger.of(history.events).compare(History.CART, view);
  }

  private static CartView cart(List<Line> lines, Order... orders) {
    return new CartView(lines, List.of(orders));
  }

  private static Line line(String sku, long quantity, String... dots) {
    return new Line(sku, quantity, List.of(dots));
  }
}
