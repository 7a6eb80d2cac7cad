package io.rejoin.node.tcp;

import io.rejoin.node.config.HostAndPort;
import java.time.Duration;
import java.util.Optional;

/**
 * What a transport may use.
 *
 * @param listen where to accept connections; empty for a node that only dials
 * @param maxFrame bytes of the largest frame, in either direction
 * @param maxConnections open connections, in both directions together
 * @param connectTimeout how long a dial may take
 * @param greetingTimeout how long a new connection may keep silent
 */
public record TcpConfig(
    Optional<HostAndPort> listen,
    int maxFrame,
    int maxConnections,
    Duration connectTimeout,
    Duration greetingTimeout) {
  public static final int DEFAULT_MAX_FRAME = 1 << 20;

  public TcpConfig {
    if (maxFrame < 1_024 || maxConnections < 1) {
      throw new IllegalArgumentException("frame below 1 KiB or no connection allowed");
    }
  }

  public static TcpConfig listeningAt(Optional<HostAndPort> listen) {
    return new TcpConfig(
        listen, DEFAULT_MAX_FRAME, 1_024, Duration.ofMillis(1_500), Duration.ofSeconds(5));
  }

  public TcpConfig bounded(int frameBytes, int connections) {
    return new TcpConfig(listen, frameBytes, connections, connectTimeout, greetingTimeout);
  }
}
