package io.rejoin.server.http;

import java.util.TreeMap;

/** A request that is answered with an error: what is wrong, and what the client can do. */
final class Problem extends Exception {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String hint;
  private final TreeMap<String, Long> figures = new TreeMap<>();

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

  Reply reply() {
    return Reply.problem(status, String.valueOf(getMessage()), hint, figures);
  }
}
