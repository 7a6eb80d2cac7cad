package io.rejoin.node.port;

import io.rejoin.crdt.bytes.Bytes;

/** What a transport tells the core, always on the thread that owns the core. */
public interface TransportListener {

  /**
   * A connection stands.
   *
   * @param dialled whether this side dialled
   * @param address what was dialled, or where the peer comes from
   */
  void opened(LinkId link, boolean dialled, String address);

  /** One whole frame arrived. */
  void frame(LinkId link, Bytes frame);

  /** The link is gone, whoever closed it; told at most once, the reason is for people. */
  void closed(LinkId link, String reason);

  /** The link has credit again. */
  void writable(LinkId link);

  /** Somebody may be reached at an address; for transports that hear of others by themselves. */
  default void found(String address) {
    // Most do not.
  }
}
