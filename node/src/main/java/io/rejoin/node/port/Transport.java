package io.rejoin.node.port;

import io.rejoin.crdt.bytes.Bytes;

/**
 * Carries frames to peers. Loss is normal: no method throws, none says whether a frame arrived, and
 * a frame for a link that is gone is dropped.
 *
 * <p>All methods are called by the one thread that owns the core. A transport tells the core what
 * happens through a {@link TransportListener}, on that same thread, and never from within one of
 * its own methods.
 */
public interface Transport extends AutoCloseable {

  /**
   * Tries once to connect to "host:port". Success is told by {@link TransportListener#opened};
   * failure is not told at all, the core dials again when it wants to.
   */
  void dial(String address);

  /**
   * Sends a frame of at most {@link #maxFrame()} bytes, in order with the others of its link. May
   * be called without credit, which the core does for membership and acknowledgements only.
   */
  void send(LinkId link, Bytes frame);

  /**
   * Closes a link once the frames accepted for it were written, or soon. Frames that still arrive
   * are not delivered. Whether {@link TransportListener#closed} is told is the transport's choice.
   */
  void close(LinkId link);

  /** The largest frame in bytes that either direction carries. */
  int maxFrame();

  /**
   * How many bytes the link takes now without growing a queue; 0 or less means wait for {@link
   * TransportListener#writable}, which follows every time that this was answered.
   */
  long credit(LinkId link);

  @Override
  void close();
}
