package io.rejoin.examples.demo.grid;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers requests with prepared bytes, one after the other; an empty answer hangs up. */
final class ScriptedServer implements AutoCloseable {
  /** Request lines and bodies, as they came in. */
  final List<String> requests = Collections.synchronizedList(new ArrayList<>());

  private final ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  private final Queue<String> answers = new ConcurrentLinkedQueue<>();
  private final AtomicInteger connections = new AtomicInteger();

  ScriptedServer() throws IOException {
    Thread thread = new Thread(this::accept, "scripted-server");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return listener.getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  ScriptedServer answerJson(int status, String body) {
    return answerRaw(
        "HTTP/1.1 %d X\r\nContent-Length: %d\r\n\r\n%s".formatted(status, body.length(), body));
  }

  ScriptedServer answerInChunks(String... parts) {
    StringBuilder answer =
        new StringBuilder("HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (String part : parts) {
      answer.append("%x;note=x\r\n%s\r\n".formatted(part.length(), part));
    }
    return answerRaw(answer.append("0\r\n\r\n").toString());
  }

  ScriptedServer answerRaw(String bytes) {
    answers.add(bytes);
    return this;
  }

  private void accept() {
    try {
      while (true) {
        try (Socket socket = listener.accept()) {
          connections.incrementAndGet();
          serve(socket);
        }
      }
    } catch (SocketException e) {
      requests.add("closed");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(Socket socket) throws IOException {
    BufferedReader in = new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    for (String request = in.readLine(); request != null; request = in.readLine()) {
      int length = 0;
      for (String header = in.readLine(); !header.isEmpty(); header = in.readLine()) {
        if (header.startsWith("Content-Length: ")) {
          length = Integer.parseInt(header.substring(16));
        }
      }
      char[] body = new char[length];
      for (int read = 0; read < length; ) {
        read += in.read(body, read, length - read);
      }
      requests.add(request + " " + new String(body));
      String answer = answers.remove();
      if (answer.isEmpty()) {
        return;
      }
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
      if (answer.contains("Connection: close")) {
        return;
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
