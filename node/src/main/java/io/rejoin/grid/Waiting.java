package io.rejoin.grid;

import io.rejoin.GridException;
import io.rejoin.Limits;
import io.rejoin.node.config.Keys;
import io.rejoin.node.loop.Host;
import io.rejoin.node.loop.Waiter.Question;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;

/** Lets callers wait for answers of a node, so many at one time. */
record Waiting(Host node, Limits limits, boolean valueChanged) {

  <A> A await(Question<A> question, Duration timeout) {
    try {
      return node.waiter().await(question, timeout);
    } catch (RejectedExecutionException tooMany) {
      throw tooMany();
    }
  }

  /** What follows runs on the thread of the grid's listeners. */
  <A> CompletionStage<A> ask(Question<A> question, Duration timeout) {
    try {
      CompletableFuture<A> known = node.waiter().ask(question, timeout);
      return known.thenApplyAsync(answer -> answer, node::dispatch);
    } catch (RejectedExecutionException tooMany) {
      throw tooMany();
    }
  }

  private GridException tooMany() {
    return new GridException.LimitExceeded(
        "operations waited for",
        limits.waits() + 1L,
        Keys.LIMIT_WAITS.path(),
        limits.waits(),
        valueChanged);
  }
}
