package io.rejoin.examples.demo.grid;

import io.rejoin.examples.demo.grid.HttpConnection.Response;
import java.io.IOException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Connections to one port, kept for the next request. Every request is sent at most once. */
final class Connections implements AutoCloseable {
  /** Longer than any pause of the demo, shorter than servers keep an idle connection. */
  private static final long MAX_IDLE_NANOS = 5_000_000_000L;

  private record Idle(HttpConnection connection, long sinceNanos) {}

  private final int port;
  private final Deque<Idle> idle = new ConcurrentLinkedDeque<>();

  Connections(int port) {
    this.port = port;
  }

  Response exchange(String method, String path, String body) throws IOException {
    HttpConnection connection = connection();
    try {
      Response response = connection.exchange(method, path, body);
      if (connection.reusable()) {
        idle.push(new Idle(connection, System.nanoTime()));
      } else {
        connection.close();
      }
      return response;
    } catch (IOException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private HttpConnection connection() throws IOException {
    for (Idle next = idle.poll(); next != null; next = idle.poll()) {
      if (System.nanoTime() - next.sinceNanos() < MAX_IDLE_NANOS) {
        return next.connection();
      }
      next.connection().close();
    }
    return new HttpConnection(port);
  }

  @Override
  public void close() {
    for (Idle next = idle.poll(); next != null; next = idle.poll()) {
      next.connection().close();
    }
  }
}
