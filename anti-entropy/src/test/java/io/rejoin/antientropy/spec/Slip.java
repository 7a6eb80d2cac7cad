package io.rejoin.antientropy.spec;

/** A rule of the protocol left out or bent, to show that the exploration would notice. */
enum Slip {
  /** A dot that one side has forgotten is joined all the same. */
  NOTHING_REFUSED,
  /** The holder of a dot that the other side has forgotten is not told. */
  NOTHING_SHED,
  /** A peer's clock is adopted without what it has forgotten. */
  FORGOTTEN_NOT_ADOPTED,
  /** A refused dot is put into the context. */
  DEAD_INTO_CONTEXT,
  /** Sessions move the clock but not the removals that no digest shows. */
  NO_REMOVALS,
  /** Contexts are forgotten without regard to their stamp. */
  FORGET_UNSTAMPED,
  /** A stamp is the own clock alone, without what was heard from others. */
  STAMP_OWN_CLOCK,
  /** A node forgets what it has applied, whatever the other members have. */
  FORGET_ALONE,
  /** A removal leaves the index as soon as its operation is forgotten, its dots or not. */
  TRIM_EARLY,
  /** A closed run is retired without the reports of the others. */
  RETIRE_ALONE,
  /** A report counts whatever closed runs its maker knew. */
  RETIRE_BY_OLD_REPORTS,
  /** A run that is retired is so with all numbers, not just with those heard of. */
  RETIRE_FOR_EVER,
  /** What a context names does not count as heard of. */
  HEARD_CLOCKS_ONLY,
  /** Openings tell the clock, but not what was heard of. */
  HEARD_UNTOLD,
  /** Reports do not say what is live beyond the clock. */
  LOOSE_UNSAID,
  /** Deltas of a closed run are still taken. */
  CLOSED_DELTAS,
  /** A delta's dots are taken although the own clock covers them. */
  DELTA_COVERED,
  /** What was heard of is lost with the clock when a store is damaged or torn. */
  HEARD_LOST,
  /** After damage the clock is as it was stored. */
  DAMAGED_CLOCK_KEPT,
  /** After damage what was forgotten is still held to be. */
  DAMAGED_FORGOTTEN_KEPT,
  /** A node whose members were lost in a restart counts only itself. */
  MEMBERS_FORGOTTEN,
  /** A node that has lost everything takes itself for the only one, whatever it is told to find. */
  OTHERS_UNEXPECTED,
  /** A bundle's clock is adopted by a node that lacks its base. */
  BUNDLE_WITHOUT_BASE,
  /** A bundle's clock is adopted by a node that lacks what its maker had forgotten. */
  BUNDLE_WITHOUT_FORGOTTEN,
  /** The runs of an evicted member stay open. */
  EVICTED_OPEN,
  /** What an evicted node had removed is joined, instead of being removed anew. */
  SALVAGED_REMOVALS,
  /** Links with an evicted member go on. */
  EVICTED_LINKED
}
