package io.rejoin.server;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A process that is not to outlive the one that started it, however that one ended. */
public final class Attended {
  private Attended() {}

  /** Runs this once the other process has ended; now, if there is none any more. */
  public static void by(Optional<ProcessHandle> other, Runnable ended) {
    var unused = other
        .map(ProcessHandle::onExit)
        .orElse(CompletableFuture.completedFuture(null))
        .thenRun(ended);
  }
}
