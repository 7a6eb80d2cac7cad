package io.rejoin.server.http;

/** A request that is answered with an error: what is wrong, and what the client can do. */
final class Problem extends Exception {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String hint;

  Problem(int status, String error, String hint) {
    super(error, null, false, false);
    this.status = status;
    this.hint = hint;
  }

  Reply reply() {
    return Reply.problem(status, String.valueOf(getMessage()), hint);
  }
}
