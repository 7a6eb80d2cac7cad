package io.rejoin.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.rejoin.grid.Grid;
import io.rejoin.grid.GridConfig;
import io.rejoin.server.json.InvalidJson;
import io.rejoin.server.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** A node with its HTTP API in this process, on free ports of loopback. */
final class ServedGrid implements AutoCloseable {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Grid grid;
  private final HttpApi http;

  /** What came back; fields are read with a JSON pointer. */
  record Answer(int status, JsonNode body) {
    String at(String pointer) {
      return body.at(pointer).asText();
    }
  }

  private ServedGrid(Grid grid, HttpApi http) {
    this.grid = grid;
    this.http = http;
  }

  static ServedGrid start(GridConfig config) throws IOException {
    HttpApi http = HttpApi.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Grid grid = Grid.start(config.listen("127.0.0.1:0"));
    http.serve(grid);
    return new ServedGrid(grid, http);
  }

  Grid grid() {
    return grid;
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send(request(path).GET().build());
  }

  /** Reads as a session that has seen something. */
  Answer get(String path, String token) throws IOException, InterruptedException {
    return send(request(path).header("Rejoin-Token", token).GET().build());
  }

  /** Posts a body that is written with ' for quotes. */
  Answer post(String path, String body) throws IOException, InterruptedException {
    return send(request(path)
        .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
        .build());
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + http.address().getPort() + path));
  }

  static Answer send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
    try {
      return new Answer(response.statusCode(), Json.read(response.body()));
    } catch (InvalidJson e) {
      throw new IOException("no JSON in the answer", e);
    }
  }

  @Override
  public void close() {
    http.close();
    grid.close();
  }
}
