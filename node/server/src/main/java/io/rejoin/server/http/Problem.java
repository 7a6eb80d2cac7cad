package io.rejoin.server.http;

import io.rejoin.SessionToken;
import java.util.TreeMap;

/** A request that is answered with an error: what is wrong, and what the client can do. */
final class Problem extends Exception {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String hint;
  private final TreeMap<String, Long> figures = new TreeMap<>();
  private String token = "";

  Problem(int status, String error, String hint) {
    super(error, null, false, false);
    this.status = status;
    this.hint = hint;
  }

  /** Adds a figure that a program may want to read. */
  Problem with(String name, long figure) {
    figures.put(name, figure);
    return this;
  }

  /** Adds what the client has seen all the same: that nothing is there, perhaps any more. */
  Problem with(SessionToken seen) {
    token = seen.toString();
    return this;
  }

  Reply reply() {
    Reply reply = Reply.problem(status, String.valueOf(getMessage()), hint, figures);
    return token.isEmpty() ? reply : reply.with("token", token);
  }
}
