package io.rejoin.examples.demo.grid;

import io.rejoin.examples.cartservice.CartService;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The cart service as a process of the demo: it ends when the demo has, however that ended. */
public final class AttendedService {
  private AttendedService() {}

  /** The argument is the id of the demo's process. */
  public static void main(String[] args) {
    Optional<ProcessHandle> demo = ProcessHandle.of(Long.parseLong(args[0]));
    // Its peers end in the same moment, so there is nobody left to hand anything to.
    var unused = demo.map(ProcessHandle::onExit)
        .orElse(CompletableFuture.completedFuture(null))
        .thenRun(() -> Runtime.getRuntime().halt(0));
    CartService.main(args);
  }
}
