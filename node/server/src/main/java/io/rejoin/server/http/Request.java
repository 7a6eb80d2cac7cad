package io.rejoin.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a client asks.
 *
 * @param path as it was sent, without what stands behind a question mark
 * @param query what stands there, by name
 * @param token of the session, as it was sent
 * @param body a missing node if there was none
 */
record Request(
    String method,
    String path,
    SortedMap<String, String> query,
    Optional<String> token,
    JsonNode body) {
  /** The header with a session token. */
  static final String TOKEN = "Rejoin-Token";

  static final String GET = "GET";
  static final String POST = "POST";

  boolean isGet() {
    return method.equals(GET);
  }

  void mustGet() throws Problem {
    must(GET);
  }

  void mustPost() throws Problem {
    must(POST);
  }

  private void must(String wanted) throws Problem {
    if (!method.equals(wanted)) {
      throw new Problem(
          Reply.METHOD_NOT_ALLOWED, path + " does not take " + method, "use " + wanted);
    }
  }
}
