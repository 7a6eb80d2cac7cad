package io.rejoin.node.tcp;

import io.rejoin.node.config.HostAndPort;
import io.rejoin.node.transport.TransportFailure;

/** The address to listen at cannot be had. The message says what helps. */
public final class BindFailure extends TransportFailure {
  private static final long serialVersionUID = 1L;

  BindFailure(HostAndPort address, Throwable cause) {
    super("cannot listen at " + address + ": " + reason(address, cause), cause);
  }

  private static String reason(HostAndPort address, Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    if (message.contains("in use")) {
      return "another process uses port "
          + address.port()
          + "; stop it, or give this node another port (port 0 takes a free one)";
    }
    if (message.contains("assign requested")) {
      return "this machine has no such address; use one of its own, or 0.0.0.0 for all of them";
    }
    return message + "; check rejoin.network.listen";
  }
}
