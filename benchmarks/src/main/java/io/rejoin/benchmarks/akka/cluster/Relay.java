package io.rejoin.benchmarks.akka.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.LongAdder;

/**
 * Stands before the port of an ActorSystem and counts what passes, in both directions: the bytes of
 * its connections without the headers of TCP.
 */
final class Relay implements AutoCloseable {
  private static final int CHUNK = 64 * 1_024;

  private final ServerSocket door;
  private final int behind;
  private final LongAdder bytes;

  Relay(LongAdder bytes) throws IOException {
    this.bytes = bytes;
    door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      behind = free.getLocalPort();
    }
    start(this::accept);
  }

  /** Where others reach the ActorSystem. */
  int port() {
    return door.getLocalPort();
  }

  /** Where the ActorSystem listens. */
  int behind() {
    return behind;
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void start(Work work) {
    Thread thread = new Thread(() -> {
      try {
        work.run();
      } catch (IOException closed) {
        // One side has ended the connection: the other one is ended by whoever copies from it.
      }
    });
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() throws IOException {
    while (!door.isClosed()) {
      Socket outside = door.accept();
      start(() -> {
        try (outside;
            Socket inside = new Socket(InetAddress.getLoopbackAddress(), behind)) {
          outside.setTcpNoDelay(true);
          inside.setTcpNoDelay(true);
          start(() -> copy(inside, outside));
          copy(outside, inside);
        }
      });
    }
  }

  private void copy(Socket from, Socket to) throws IOException {
    byte[] chunk = new byte[CHUNK];
    InputStream in = from.getInputStream();
    OutputStream out = to.getOutputStream();
    for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
      bytes.add(count);
      out.write(chunk, 0, count);
    }
    to.shutdownOutput();
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
