package io.rejoin.examples.shop.web;

/** A request that is answered with an error: what is wrong, and what to do about it. */
public final class Problem extends Exception {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String hint;

  /** {@code status} is one of HTTP, 400 to 599. */
  public Problem(int status, String error, String hint) {
    super(error, null, false, false);
    this.status = status;
    this.hint = hint;
  }

  Reply reply() {
    return Reply.error(status, String.valueOf(getMessage()), hint);
  }
}
