package io.rejoin.node.transport;

import io.netty.channel.IoEventLoop;

/** Opens the transport of a node. */
public interface TransportProvider {

  /**
   * Takes what the transport needs, but accepts nobody before {@link NodeTransport#start}. May
   * block; not for the thread that owns the core.
   *
   * @param thread owns the core: the listener hears everything there
   * @param name of the node's threads, for threads of the transport's own
   * @throws TransportFailure if it cannot be had; nothing is left running then
   */
  NodeTransport open(IoEventLoop thread, String name) throws TransportFailure;
}
