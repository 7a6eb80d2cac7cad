package io.rejoin.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.rejoin.server.BadInput;
import io.rejoin.server.CommandFailed;
import io.rejoin.server.json.InvalidJson;
import io.rejoin.server.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/** Asks a running node over its HTTP API. */
final class NodeClient {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final int MAX_REPLY_BYTES = 64 << 20;
  private static final int BAD_REQUEST = 400;

  private final URI node;
  private final Duration timeout;

  NodeClient(String url, Duration timeout) {
    this.timeout = timeout;
    URI parsed;
    try {
      parsed = URI.create(url.contains("://") ? url : "http://" + url);
    } catch (IllegalArgumentException e) {
      throw new BadInput("--node " + url + " is not a URL", e);
    }
    if (!"http".equals(parsed.getScheme()) || parsed.getHost() == null) {
      throw new BadInput("--node takes a URL like http://127.0.0.1:7070, not " + url);
    }
    this.node = parsed;
  }

  JsonNode get(String path) {
    return ask("GET", path, new byte[0]);
  }

  JsonNode post(String path, JsonNode body) {
    return ask("POST", path, Json.write(body));
  }

  private JsonNode ask(String method, String path, byte[] body) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) node.resolve(path).toURL().openConnection();
      connection.setConnectTimeout((int) CONNECT_TIMEOUT.toMillis());
      connection.setReadTimeout((int) timeout.toMillis());
      connection.setRequestMethod(method);
      if (body.length > 0) {
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        try (OutputStream out = connection.getOutputStream()) {
          out.write(body);
        }
      }
      return reply(connection);
    } catch (InvalidJson e) {
      throw new CommandFailed(node + " answers, but not as a node of Rejoin does", e);
    } catch (IOException e) {
      throw new CommandFailed(
          "no node answers at " + node + " (" + e.getMessage() + "); is it running? see --node", e);
    }
  }

  private static JsonNode reply(HttpURLConnection connection) throws IOException, InvalidJson {
    int status = connection.getResponseCode();
    boolean good = status / 100 == 2;
    try (InputStream in = good ? connection.getInputStream() : connection.getErrorStream()) {
      JsonNode reply = Json.read(in == null ? new byte[0] : in.readNBytes(MAX_REPLY_BYTES));
      if (good) {
        return reply;
      }
      String text = reply.path("error").asText("HTTP status " + status);
      String hint = reply.path("hint").asText("");
      String line = hint.isEmpty() ? text : text + ": " + hint;
      throw status == BAD_REQUEST ? new BadInput(line) : new CommandFailed(line);
    }
  }
}
