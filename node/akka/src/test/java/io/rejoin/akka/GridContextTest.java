package io.rejoin.akka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.Behaviors;
import io.rejoin.Change;
import io.rejoin.Confirmation;
import io.rejoin.Coverage;
import io.rejoin.GridException;
import io.rejoin.Level;
import io.rejoin.Prefix;
import io.rejoin.Receipt;
import io.rejoin.Refreshed;
import io.rejoin.SessionToken;
import io.rejoin.Subscription;
import io.rejoin.grid.Grid;
import io.rejoin.grid.GridConfig;
import io.rejoin.testing.Eventually;
import io.rejoin.value.Cart;
import io.rejoin.value.Counter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an actor asks of the grid, and what it is told. */
class GridContextTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String IN_TURN = "blocking-io-dispatcher";

  private final Systems systems = new Systems();
  private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
  private final AtomicInteger actors = new AtomicInteger();
  private ActorSystem<Void> system;
  private Grid grid;

  /** What the actor of a test takes: something to do, or something to pass on to the test. */
  private sealed interface Message {
    record Do(Consumer<GridContext<Message>> action) implements Message {}

    record Heard(@Nullable Object value, @Nullable Throwable failure) implements Message {}
  }

  @BeforeEach
  void start() {
    GridConfig config = GridConfig.named("test")
        .with("shards", 64)
        .with("limits.listeners", 1)
        .with("buckets.placed.copies", 1);
    system = systems.start("shop", "", RejoinGrid.setup(config));
    grid = RejoinGrid.get(system).grid();
  }

  @AfterEach
  void close() {
    systems.close();
  }

  private ActorRef<Message> actor() {
    Behavior<Message> behavior = Behaviors.setup(context -> {
      GridContext<Message> mine = RejoinGrid.get(context.getSystem()).in(context);
      return Behaviors.receive(Message.class)
          .onMessage(Message.Do.class, message -> {
            message.action().accept(mine);
            return Behaviors.same();
          })
          .onMessage(Message.Heard.class, message -> {
            heard.add(message.failure() == null ? message.value() : message.failure());
            return Behaviors.same();
          })
          .build();
    });
    return system.systemActorOf(
        Behaviors.supervise(behavior).onFailure(SupervisorStrategy.restart()),
        "tester-" + actors.incrementAndGet(),
        Props.empty());
  }

  private static void run(ActorRef<Message> actor, Consumer<GridContext<Message>> action) {
    actor.tell(new Message.Do(action));
  }

  private <T> T next(Class<T> type) throws InterruptedException {
    return assertInstanceOf(type, heard.poll(30, TimeUnit.SECONDS));
  }

  @Test
  void whatIsAskedIsDoneInOrderAndAnsweredByMessages() throws InterruptedException {
    for (String key : List.of("carts/ada", "placed/ada")) {
      Cart cart = grid.cart(key);
      Eventually.holds("the node knows that nothing is there", () -> shown(cart));
      run(actor(), in -> {
        for (int i = 0; i < 100; i++) {
          in.ask(cart, it -> it.add("tea", 1), Message.Heard::new);
        }
        in.ask(cart, Cart::lines, Message.Heard::new);
      });
      for (int i = 0; i < 100; i++) {
        assertTrue(next(Receipt.class).changed());
      }
      assertEquals(Map.of("tea", 100L), next(Map.class));
    }
  }

  private static boolean shown(Cart cart) {
    try {
      return cart.lines().isEmpty();
    } catch (GridException.NotHere notYet) {
      return false;
    }
  }

  @Test
  void whatMayWaitDoesSoElsewhere() throws InterruptedException {
    ActorRef<Message> actor = actor();
    run(actor, in -> in.ask(grid.cart("carts/x"), it -> thread(), Message.Heard::new));
    assertFalse(next(String.class).contains(IN_TURN));
    run(actor, in -> in.ask(grid.cart("placed/x"), it -> thread(), Message.Heard::new));
    assertTrue(next(String.class).contains(IN_TURN));
  }

  private static String thread() {
    return Thread.currentThread().getName();
  }

  @Test
  void aFailureIsAnAnswerAndWhatIsAskedNextGoesOn() throws InterruptedException {
    grid.cart("carts/x").add("tea", 1);
    run(actor(), in -> {
      in.ask(grid.cart("carts/x"), it -> it.add("tea", -1), Message.Heard::new);
      in.ask(grid.cart("carts/x"), Cart::lines, Message.Heard::new);
    });
    next(IllegalArgumentException.class);
    assertEquals(Map.of("tea", 1L), next(Map.class));
  }

  @Test
  void levelsAndSessionsAreWaitedForWithoutBlocking() throws InterruptedException {
    Cart cart = grid.cart("carts/x");
    Receipt receipt = cart.add("tea", 1);
    ActorRef<Message> actor = actor();
    run(actor, in -> in.confirm(receipt, Level.all(), LONG, Message.Heard::new));
    assertTrue(next(Confirmation.class).reached());
    run(actor, in -> in.refresh(cart, Level.majority(), LONG, Message.Heard::new));
    assertTrue(next(Refreshed.class).reached());
    SessionToken token = receipt.token();
    run(actor, in -> in.await(token, LONG, Message.Heard::new));
    assertTrue(next(Coverage.class).reached());
    run(
        actor,
        in -> in.confirm(receipt, Level.copies(2), Duration.ofMillis(1), Message.Heard::new));
    assertFalse(next(Confirmation.class).reached());
  }

  @Test
  void oneChangeOfAnEntryWaitsInTheMailbox() throws InterruptedException {
    Counter counter = grid.counter("x");
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch subscribed = new CountDownLatch(1);
    run(actor(), in -> {
      in.subscribe(counter, change -> new Message.Heard(change, null));
      subscribed.countDown();
      awaitQuietly(busy);
    });
    awaitQuietly(subscribed);
    for (int i = 0; i < 10_000; i++) {
      counter.increment();
    }
    busy.countDown();
    List<Change<?>> changes = new ArrayList<>();
    long last = 0;
    while (last < 10_000) {
      Change<?> change = next(Change.class);
      assertEquals(last, change.before());
      last = (Long) change.after();
      changes.add(change);
    }
    assertEquals(
        10_000, changes.size() + changes.stream().mapToLong(Change::skipped).sum());
  }

  @Test
  void aPrefixTellsOfEachEntryOfItsKind() throws InterruptedException {
    run(actor(), in -> {
      in.subscribe(
          Prefix.of(grid, "carts/", grid::cart), change -> new Message.Heard(change, null));
      grid.cart("other/ada").add("tea", 1);
      grid.counter("carts/ada").increment();
      grid.cart("carts/ada").add("tea", 1);
      grid.cart("carts/bob").add("tea", 2);
    });
    assertEquals("carts/ada", next(Change.class).key());
    Change<?> second = next(Change.class);
    assertEquals("carts/bob", second.key());
    assertTrue(heard.isEmpty());
  }

  @Test
  void aSubscriptionEndsWithItsActor() throws InterruptedException {
    Counter counter = grid.counter("x");
    CountDownLatch subscribed = new CountDownLatch(1);
    run(actor(), in -> {
      in.subscribe(counter, change -> new Message.Heard(change, null));
      subscribed.countDown();
      throw new IllegalStateException("for the test");
    });
    assertTrue(subscribed.await(30, TimeUnit.SECONDS));
    Eventually.holds("the only listener that there may be is gone", () -> mayListen(counter));
    counter.increment();
    assertNull(heard.poll(100, TimeUnit.MILLISECONDS));
  }

  private static boolean mayListen(Counter counter) {
    try (Subscription listening = counter.onChange(change -> {})) {
      return listening != null;
    } catch (GridException.LimitExceeded tooMany) {
      return false;
    }
  }

  @Test
  void aClosedSubscriptionTellsNothingMore() throws InterruptedException {
    Counter counter = grid.counter("x");
    run(actor(), in -> {
      Subscription first = in.subscribe(counter, change -> new Message.Heard("first", null));
      first.close();
      in.subscribe(counter, change -> new Message.Heard("second", null));
      counter.increment();
    });
    assertEquals("second", next(String.class));
    assertTrue(heard.isEmpty());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertTrue(latch.await(30, TimeUnit.SECONDS));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
