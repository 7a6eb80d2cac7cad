package io.rejoin.membership;

import io.rejoin.crdt.causal.ReplicaId;

/** A change of the member table, in the order in which it happened. */
public sealed interface MemberEvent {
  /** The row as it is after the change. */
  Member member();

  /** A node that was not in the table; its status may be any. */
  record Joined(Member member) implements MemberEvent {}

  /** A known node runs as a new process. */
  record Restarted(Member member, ReplicaId previousRun) implements MemberEvent {}

  /** A node does not answer, as {@code from} says. */
  record Suspected(Member member, NodeId from) implements MemberEvent {}

  /** A node is held dead. */
  record Died(Member member) implements MemberEvent {}

  /** A node that was suspected, dead or gone is alive. */
  record Returned(Member member) implements MemberEvent {}

  /** A node said good-bye. */
  record Left(Member member) implements MemberEvent {}

  /** Another column changed: address, weight, links, evicted. */
  record Changed(Member member) implements MemberEvent {}
}
