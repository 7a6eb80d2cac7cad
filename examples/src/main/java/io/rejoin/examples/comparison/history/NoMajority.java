package io.rejoin.examples.comparison.history;

/** A site that does not reach most of all sites refuses; nothing has changed. */
public final class NoMajority extends RuntimeException {
  private static final long serialVersionUID = 1;

  public NoMajority() {
    super("most sites cannot be reached", null, false, false);
  }
}
