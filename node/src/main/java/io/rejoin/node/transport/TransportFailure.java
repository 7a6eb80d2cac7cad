package io.rejoin.node.transport;

import java.io.IOException;

/** A transport that cannot be opened. The message says what helps. */
public class TransportFailure extends IOException {
  private static final long serialVersionUID = 1L;

  public TransportFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
