package io.rejoin.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.server.json.Json;
import java.util.Collections;
import java.util.SortedMap;

/** What a client is told: an HTTP status and a JSON body. */
record Reply(int status, JsonNode body) {
  static final int OK = 200;
  static final int BAD_REQUEST = 400;
  static final int FORBIDDEN = 403;
  static final int NOT_FOUND = 404;
  static final int METHOD_NOT_ALLOWED = 405;
  static final int CONFLICT = 409;
  static final int PRECONDITION_FAILED = 412;
  static final int TOO_LARGE = 413;
  static final int FAILED = 500;
  static final int UNAVAILABLE = 503;

  static Reply ok(JsonNode body) {
    return new Reply(OK, body);
  }

  /** The same with another field. */
  Reply with(String name, String value) {
    ObjectNode more = body.deepCopy();
    return new Reply(status, more.put(name, value));
  }

  static Reply problem(int status, String error, String hint) {
    return problem(status, error, hint, Collections.emptySortedMap());
  }

  static Reply problem(int status, String error, String hint, SortedMap<String, Long> figures) {
    ObjectNode body = Json.object().put("error", error).put("hint", hint);
    figures.forEach(body::put);
    return new Reply(status, body);
  }
}
