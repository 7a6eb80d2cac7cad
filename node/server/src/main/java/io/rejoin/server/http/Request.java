package io.rejoin.server.http;

import com.fasterxml.jackson.databind.JsonNode;

/** What a client asks; the body is a missing node if there was none. */
record Request(String method, String path, JsonNode body) {
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
