package io.rejoin.server.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Answers a command line like a node, with what a test says. */
final class FakeNode implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, String> replies = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private int status = 200;

  FakeNode() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> {
      String path = exchange.getRequestURI().getRawPath();
      byte[] body = exchange.getRequestBody().readAllBytes();
      asked.add(exchange.getRequestMethod() + " " + path + " "
          + new String(body, StandardCharsets.UTF_8));
      byte[] reply = replies.getOrDefault(path, "").getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, reply.length);
      exchange.getResponseBody().write(reply);
      exchange.close();
    });
    server.start();
  }

  FakeNode answers(String path, String json) {
    replies.put(path, json);
    return this;
  }

  FakeNode fails(int withStatus, String path, String json) {
    status = withStatus;
    return answers(path, json);
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  List<String> asked() {
    return asked.stream().map(String::strip).toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
