package io.rejoin.examples.cartservice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.japi.function.Function;
import akka.pattern.StatusReply;
import io.rejoin.Confirmation;
import io.rejoin.Level;
import io.rejoin.Receipt;
import io.rejoin.value.Cart;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The actor in a node that is alone. */
class CartsTest {
  private static final ActorTestKit KIT =
      ActorTestKit.create("shop", ShopSystem.config("carts-test"));

  private final ActorRef<Carts.Command> carts = KIT.spawn(Carts.create());

  @AfterAll
  static void close() {
    KIT.shutdownTestKit();
  }

  private <T> StatusReply<T> answer(Function<ActorRef<StatusReply<T>>, Carts.Command> question)
      throws Exception {
    TestProbe<StatusReply<T>> probe = KIT.createTestProbe();
    carts.tell(question.apply(probe.getRef()));
    return probe.receiveMessage();
  }

  private Cart.Contents shown(String cart) throws Exception {
    return this.<Cart.Contents>answer(me -> new Carts.Show(cart, me)).getValue();
  }

  @Test
  void whatIsDoneToACartIsShown() throws Exception {
    Receipt tea =
        this.<Receipt>answer(me -> new Carts.Add("carts/ada", "tea", 2, me)).getValue();
    assertEquals(1, tea.written().size());
    answer((ActorRef<StatusReply<Receipt>> me) -> new Carts.Add("carts/ada", "milk", 1, me));
    answer((ActorRef<StatusReply<Receipt>> me) -> new Carts.SetQuantity("carts/ada", "tea", 5, me));
    answer((ActorRef<StatusReply<Receipt>> me) -> new Carts.Remove("carts/ada", "milk", me));
    assertEquals(Map.of("tea", 5L), shown("carts/ada").lines());
  }

  @Test
  void aCheckoutLeavesAnOrderAndNoLines() throws Exception {
    answer((ActorRef<StatusReply<Receipt>> me) -> new Carts.Add("carts/bob", "tea", 1, me));
    answer((ActorRef<StatusReply<Receipt>> me) -> new Carts.Checkout("carts/bob", "o-1", me));
    Cart.Contents contents = shown("carts/bob");
    assertEquals(Map.of(), contents.lines());
    assertEquals(List.of("o-1"), contents.orders().stream().map(Cart.Order::id).toList());
  }

  @Test
  void whatTheGridRefusesIsAnAnswerAndTheNextShopperIsServed() throws Exception {
    StatusReply<Receipt> refused = answer(me -> new Carts.Add("carts/eve", "tea", 0, me));
    assertInstanceOf(IllegalArgumentException.class, refused.getError());
    assertEquals(Map.of(), shown("carts/eve").lines());
  }

  @Test
  void nobodyWaitsForTheConfirmationsOfOthers() throws Exception {
    Receipt receipt =
        this.<Receipt>answer(me -> new Carts.Add("carts/joe", "tea", 1, me)).getValue();
    TestProbe<StatusReply<Confirmation>> waiting = KIT.createTestProbe();
    Duration patience = Duration.ofSeconds(2);
    carts.tell(new Carts.Confirm(receipt, Level.copies(2), patience, waiting.getRef()));
    assertEquals(Map.of("tea", 1L), shown("carts/joe").lines());
    waiting.expectNoMessage(Duration.ofMillis(100));
    Confirmation confirmation = waiting.receiveMessage(patience.multipliedBy(3)).getValue();
    assertFalse(confirmation.reached());
    assertEquals(1, confirmation.confirmed());
  }
}
