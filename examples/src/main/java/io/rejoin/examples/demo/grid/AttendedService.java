package io.rejoin.examples.demo.grid;

import io.rejoin.examples.cartservice.CartService;
import io.rejoin.examples.warehouse.Warehouse;
import io.rejoin.server.Attended;
import java.io.IOException;
import java.nio.file.Path;

/** An application as a process of the demo: it ends when the demo has, however that ended. */
public final class AttendedService {
  private AttendedService() {}

  /** The arguments are the id of the demo's process, the engine, and what that one needs. */
  public static void main(String[] args) throws IOException {
    // Its peers end in the same moment, so there is nobody left to hand anything to.
    Attended.by(
        ProcessHandle.of(Long.parseLong(args[0])), () -> Runtime.getRuntime().halt(0));
    if (args[1].equals(Engine.HAZELCAST.toString())) {
      Warehouse.start(Path.of(args[2]), 0).tell(System.out);
    } else {
      CartService.main(args);
    }
  }
}
