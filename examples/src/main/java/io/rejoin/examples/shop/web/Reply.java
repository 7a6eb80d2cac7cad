package io.rejoin.examples.shop.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.server.json.Json;

/** What the browser gets: a status of HTTP, and a body with its type. */
public record Reply(int status, String type, Bytes body) {
  static final int OK = 200;
  private static final String JSON = "application/json";

  public static Reply ok(JsonNode body) {
    return of(OK, body);
  }

  static Reply of(int status, JsonNode body) {
    return new Reply(status, JSON, Bytes.wrap(Json.write(body)));
  }

  static Reply error(int status, String error, String hint) {
    return of(status, Json.object().put("error", error).put("hint", hint));
  }
}
