package io.rejoin.node.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WaiterTest {
  private static final Duration LONG = Duration.ofDays(1_000_000_000);

  private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
  private final Waiter waiter = new Waiter(Waiter.Loop.of(loop), 2);
  private volatile int copies = 1;

  /** Settled once there are so many copies. */
  private final class Copies implements Waiter.Question<Integer> {
    private final int required;

    Copies(int required) {
      this.required = required;
    }

    @Override
    public boolean isSettled() {
      return copies >= required;
    }

    @Override
    public Integer answer() {
      return copies;
    }
  }

  @AfterEach
  void end() {
    loop.shutdownNow();
  }

  private void learn(int now) throws ExecutionException, InterruptedException {
    copies = now;
    loop.submit(waiter::learned).get();
  }

  @Test
  void whatIsSettledIsAnsweredAtOnce() {
    assertEquals(1, waiter.await(new Copies(1), LONG));
  }

  @Test
  void whatIsNotIsAnsweredWhenItIsLearned() throws Exception {
    CompletableFuture<Integer> two = waiter.ask(new Copies(2), LONG);
    CompletableFuture<Integer> three = waiter.ask(new Copies(3), LONG);
    learn(2);
    assertEquals(2, two.get());
    assertFalse(three.isDone());
    learn(3);
    assertEquals(3, three.get());
  }

  @Test
  void aTimeOutIsAnAnswerToo() {
    assertEquals(1, waiter.await(new Copies(2), Duration.ofMillis(5)));
    assertEquals(1, waiter.await(new Copies(2), Duration.ofSeconds(-1)));
  }

  @Test
  void soManyMayWaitAndEveryAnswerMakesRoom() throws Exception {
    CompletableFuture<Integer> first = waiter.ask(new Copies(2), LONG);
    CompletableFuture<Integer> second = waiter.ask(new Copies(3), LONG);
    assertThrows(RejectedExecutionException.class, () -> waiter.ask(new Copies(4), LONG));
    learn(2);
    assertEquals(2, first.get());
    assertFalse(second.isDone());
    assertFalse(waiter.ask(new Copies(4), LONG).isDone());
  }

  @Test
  void whenTheGridEndsNobodyIsLeftWaiting() throws Exception {
    CompletableFuture<Integer> early = waiter.ask(new Copies(2), LONG);
    loop.submit(waiter::close).get();
    assertEquals(1, early.get());
    assertEquals(1, waiter.await(new Copies(2), LONG));
    loop.shutdown();
    assertEquals(1, waiter.await(new Copies(2), LONG));
  }
}
