package io.rejoin.node.transport;

import io.rejoin.node.port.Transport;
import io.rejoin.node.port.TransportListener;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The transport of a running node. Unlike those of the port, the methods that this interface adds
 * are for any thread, and so is {@link #close}.
 */
public interface NodeTransport extends Transport {

  /** Where others dial this node; empty if it only dials. */
  Optional<String> address();

  /** Addresses that the transport knows of, to be dialled like the seeds of a configuration. */
  default List<String> seeds() {
    return List.of();
  }

  /** Begins to accept; the listener hears of links from now on. */
  void start(TransportListener listener);

  /** How many connections, frames and sends were turned away, by reason. */
  Map<String, Long> refused();

  /** Closes every link after what was queued on it. */
  void closeAll();

  /** Stops accepting and dialling and closes every link after what was queued on it. */
  @Override
  void close();
}
