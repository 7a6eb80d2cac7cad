package io.rejoin.simulator.grid;

import io.rejoin.Level;
import io.rejoin.SessionToken;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.grid.Refreshing;
import io.rejoin.node.core.CoreConfig;
import io.rejoin.node.core.bundle.Piece;
import io.rejoin.node.port.Store;
import io.rejoin.simulator.world.Network.Corruption;
import io.rejoin.simulator.world.Tamper;
import java.util.Optional;

/**
 * How the nodes of a run differ from sound ones: hooks around their ports, their identity and what
 * clients ask of them. The code of the nodes is the same. One instance serves one run.
 */
public interface Variation {
  /** Sound nodes. */
  Variation NONE = new Variation() {};

  /** A hand on the wire. */
  default Tamper wire(SimGrid grid) {
    return Tamper.NONE;
  }

  /** How frames are corrupted where they are, if otherwise than by the change of a bit. */
  default Optional<Corruption> corruption() {
    return Optional.empty();
  }

  /** What a node does when it is asked for this. */
  default Deed<?> deed(SimGrid grid, SimNode node, Deed<?> asked) {
    return asked;
  }

  /** The node whose state a read shows. */
  default SimNode reader(SimGrid grid, SimNode asked) {
    return asked;
  }

  /** What a node asks others for an entry, and how many. */
  default Refreshing question(SimNode node, EntryKey key, Level level) {
    return new Refreshing(node.core(), key, level);
  }

  /** Whether a node serves a client that comes with a token; it asks others for what it lacks. */
  default boolean serves(SimNode node, SessionToken token) {
    return token.groups().stream()
        .allMatch(group -> node.core().catchUp(group, token.of(group)).isEmpty());
  }

  /** The run of a process that starts. */
  default ReplicaId run(SimNode node, ReplicaId drawn) {
    return drawn;
  }

  /** How a process is configured. */
  default CoreConfig config(SimNode node, CoreConfig sound) {
    return sound;
  }

  /** What a process takes for its disk. */
  default Store store(SimNode node, Store disk) {
    return disk;
  }

  /** What a node takes for the head of a bundle. */
  default Piece.Head bundle(SimNode node, Piece.Head head) {
    return head;
  }

  /** What becomes of what an evicted node leaves. */
  default void ousted(SimGrid grid, SimNode node) {}

  /** The join that nodes are said to use; checks of its laws take this one. */
  default State join(State one, State other) {
    return one.join(other).state();
  }
}
