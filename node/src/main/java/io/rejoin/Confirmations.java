package io.rejoin;

import io.rejoin.node.core.Written;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Answers who holds an operation. */
public interface Confirmations {

  /** Waits; the rules are those of {@link Receipt#await}. */
  Confirmation await(Written written, Level level, Duration timeout);

  /** Does not wait; the rules are those of {@link Receipt#confirmation}. */
  CompletionStage<Confirmation> ask(Written written, Level level, Duration timeout);
}
