package io.rejoin.node.core.link;

import io.rejoin.node.core.frame.Extension;
import io.rejoin.node.core.frame.Frame.Hello;
import io.rejoin.node.core.frame.Frame.Refuse;
import io.rejoin.node.core.frame.Refusal;
import java.util.Optional;

/** Compares two Hellos. Both sides do, so both know why they do not talk. */
final class Handshake {
  private Handshake() {}

  /** Why a node does not talk to who said this, in words that the other side can use as well. */
  static Optional<Refuse> objection(Hello mine, Hello theirs) {
    if (theirs.protocol() != mine.protocol()) {
      return refuse(
          Refusal.OTHER_PROTOCOL,
          "protocol version " + theirs.protocol() + " meets version " + mine.protocol());
    }
    if (!theirs.grid().equals(mine.grid())) {
      return refuse(
          Refusal.OTHER_GRID, "grid \"" + theirs.grid() + "\" meets grid \"" + mine.grid() + "\"");
    }
    if (theirs.shards() != mine.shards()) {
      return refuse(
          Refusal.OTHER_SHARDS, theirs.shards() + " shards meet " + mine.shards() + " shards");
    }
    if (theirs.secret() != mine.secret()) {
      return refuse(Refusal.OTHER_SECRET, "grid \"" + mine.grid() + "\" has another secret");
    }
    if (!Extension.placement(theirs.extension()).equals(Extension.placement(mine.extension()))) {
      return refuse(
          Refusal.OTHER_PLACEMENT,
          "buckets with other numbers of copies; set the same rejoin.buckets at all nodes");
    }
    if (theirs.node().equals(mine.node())) {
      return refuse(Refusal.SAME_NODE, "another process runs under the node id " + mine.node());
    }
    return Optional.empty();
  }

  /** A peer whose node has a link already, under another run. */
  static Refuse twin(Peer known) {
    return new Refuse(
        Refusal.SAME_NODE, "run " + known.run() + " of node " + known.node() + " is linked");
  }

  private static Optional<Refuse> refuse(Refusal reason, String text) {
    return Optional.of(new Refuse(reason, text));
  }
}
