package io.rejoin.node.core.rights;

import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.type.counter.BoundedCounter.Account;
import io.rejoin.node.core.rights.Shortages.Shortage;
import java.util.HashSet;
import java.util.Set;

/** What this node wants of one entry, whom it has asked for it, and when it asks again. */
final class Want {
  private final RightsConfig config;
  private final Set<ReplicaId> asked = new HashSet<>();
  private Shortage shortage;
  private long renewedAt;
  private boolean waiting;
  private long notBefore;
  private long receivedBefore;
  private long pause;
  private int rounds;

  Want(RightsConfig config, Shortage shortage, long now) {
    this.config = config;
    this.shortage = shortage;
    renewedAt = now;
    notBefore = now;
    pause = config.pause().toNanos();
  }

  /** A client ran short again. That rights get few does not prolong the wish of one refused. */
  void renew(Shortage again, long now) {
    if (again.needed() > 0 || !isUrgent()) {
      renewedAt = now;
    }
    shortage = shortage.and(again);
  }

  boolean isStale(long now) {
    return now - renewedAt > config.patience().toNanos();
  }

  /** Was a decrement refused, or are rights but getting few? */
  boolean isUrgent() {
    return shortage.needed() > 0;
  }

  long needed() {
    return shortage.needed();
  }

  long unit() {
    return shortage.unit();
  }

  /** How often all owners were asked in vain. */
  int rounds() {
    return rounds;
  }

  boolean hasAsked(ReplicaId owner) {
    return asked.contains(owner);
  }

  boolean hasAsked() {
    return !asked.isEmpty();
  }

  void asks(ReplicaId owner, Account own, long now) {
    asked.add(owner);
    waiting = true;
    receivedBefore = own.received();
    notBefore = now + config.answer().toNanos();
  }

  /** Whether there is nothing to do but to wait. An answer is seen by what has been received. */
  boolean waits(Account own, long now) {
    if (waiting && own.received() > receivedBefore) {
      waiting = false;
      return false;
    }
    return now < notBefore;
  }

  /** Nobody is left to ask: begins again later. */
  void rests(long now) {
    asked.clear();
    waiting = false;
    notBefore = now + pause;
    pause = Math.min(2 * pause, config.maxPause().toNanos());
    rounds++;
  }

  /** Somebody may be there to be asked. */
  void restsNoMore(long now) {
    if (!waiting) {
      notBefore = now;
      pause = config.pause().toNanos();
    }
  }
}
