package io.rejoin.node.loop;

import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.membership.Member;
import io.rejoin.node.core.CoreConfig;
import io.rejoin.node.core.NodeCore;
import io.rejoin.node.core.Replicas;
import java.util.SortedSet;
import java.util.function.Function;

/**
 * The runs of a node within one process: as a rule there is one. When something stored turns out to
 * be damaged while the node runs, it does what a restart does: it begins another run, which claims
 * nothing and learns from others what is missing. A run cannot take back what it has claimed.
 */
final class Lives {
  /** One run. */
  record Life(Member self, Replicas replicas, NodeCore core) {}

  private final Function<Member, CoreConfig> config;
  private final NodeCore.Ports ports;
  private volatile Life now;

  /**
   * Begins the first one.
   *
   * @param config of a core by its row
   */
  Lives(Function<Member, CoreConfig> config, Member self, Replicas replicas, NodeCore.Ports ports) {
    this.config = config;
    this.ports = ports;
    now = life(self, replicas);
  }

  private Life life(Member self, Replicas replicas) {
    return new Life(self, replicas, new NodeCore(config.apply(self), replicas, ports));
  }

  /** The present one; any thread may ask. */
  Life now() {
    return now;
  }

  /** Whether the present one cannot go on. */
  boolean isDamaged() {
    return now.replicas.isDamaged();
  }

  /**
   * Ends the present one and begins another one; on the loop's thread. If this fails, it may be
   * tried again.
   */
  Life again() {
    Life before = now;
    before.core.close();
    ReplicaId run = ReplicaId.random(ports.random());
    Member old = before.self;
    Member self = Member.starting(old.id(), old.name(), old.site(), old.address(), run);
    Life next = life(self, before.replicas.anew(run));
    SortedSet<String> cut = before.core.drill().sites();
    next.core.drill().cut(cut);
    now = next;
    return next;
  }
}
