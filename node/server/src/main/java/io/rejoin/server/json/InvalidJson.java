package io.rejoin.server.json;

/** JSON that does not say what it should: what is wrong, and what would be right. */
public final class InvalidJson extends Exception {
  private static final long serialVersionUID = 1;

  private final String hint;

  public InvalidJson(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  public String hint() {
    return hint;
  }
}
