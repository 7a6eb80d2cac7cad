package io.rejoin.node.port;

/** A store has no room: what was to be recorded is not, and everything is as it was. */
public final class StoreFull extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreFull() {
    super("the store is full; nothing was changed");
  }
}
