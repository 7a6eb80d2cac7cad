package io.rejoin.node.data;

import java.io.IOException;

/**
 * A data directory that a node cannot start on. The message says why and what helps; nothing in it
 * was changed.
 */
public final class UnusableDirectory extends IOException {
  private static final long serialVersionUID = 1L;

  public UnusableDirectory(String message) {
    super(message);
  }

  public UnusableDirectory(String message, Throwable cause) {
    super(message, cause);
  }
}
