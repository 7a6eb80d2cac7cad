package io.rejoin.node.core.link;

import io.rejoin.node.core.frame.Refusal;
import java.util.Optional;

/**
 * Notices that a data directory was cloned: two live processes with one node id. Their runs differ,
 * so no number is taken twice; but only one of them can be the node, and the later gives way.
 *
 * <p>A peer refuses this process while it hears of another one with the same id. Right after a
 * restart that may be the echo of the process before this one, which is silent; so what counts are
 * two refusals so far apart, and so long after the start, that an echo has died away. A process
 * that had a link was the node before the other came. Where only the two meet each other, the first
 * who was dialled was there before.
 */
public final class Twins {
  /** Heartbeats after which a link to a process that is gone counts as silent, and some more. */
  private static final int ECHO = 2;

  private static final String TEXT = "another process runs under this node's id, as with a copied"
      + " data directory: this one, which came later, must stop; give it a directory of its own";

  private final long echo;
  private boolean established;
  private boolean wasRefused;
  private long firstRefusal = -1;
  private volatile Optional<Ousted> ousted = Optional.empty();

  Twins(long heartbeat) {
    echo = ECHO * heartbeat;
  }

  /** A peer has taken this process as the node. */
  void linked() {
    established = true;
  }

  /** Another process with this node id has called, and was refused. */
  void called() {
    established |= !wasRefused;
  }

  /** A peer was dialled and refuses this process for the sake of another. */
  void refused(long now) {
    wasRefused = true;
    if (established || now < echo) {
      return;
    }
    if (firstRefusal < 0) {
      firstRefusal = now;
    } else if (now - firstRefusal >= echo) {
      oust(new Ousted(Refusal.SAME_NODE, TEXT));
    }
  }

  /** The node must stop, for this reason; the first one stays. */
  public void oust(Ousted why) {
    if (ousted.isEmpty()) {
      ousted = Optional.of(why);
    }
  }

  /** Why this node must stop, if it must; any thread may ask. */
  public Optional<Ousted> ousted() {
    return ousted;
  }
}
