package io.rejoin.server;

/** What a user asked for cannot be done as asked: one line on the error stream, exit code 2. */
public final class BadInput extends RuntimeException {
  private static final long serialVersionUID = 1;

  public BadInput(String message) {
    super(message);
  }

  public BadInput(String message, Throwable cause) {
    super(message, cause);
  }
}
