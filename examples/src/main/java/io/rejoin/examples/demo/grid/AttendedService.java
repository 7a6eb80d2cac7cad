package io.rejoin.examples.demo.grid;

import io.rejoin.examples.cartservice.CartService;
import io.rejoin.server.Attended;

/** The cart service as a process of the demo: it ends when the demo has, however that ended. */
public final class AttendedService {
  private AttendedService() {}

  /** The argument is the id of the demo's process. */
  public static void main(String[] args) {
    // Its peers end in the same moment, so there is nobody left to hand anything to.
    Attended.by(
        ProcessHandle.of(Long.parseLong(args[0])), () -> Runtime.getRuntime().halt(0));
    CartService.main(args);
  }
}
