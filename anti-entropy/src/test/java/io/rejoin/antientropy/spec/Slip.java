package io.rejoin.antientropy.spec;

/** A rule of the protocol left out or bent, to show that the exploration would notice. */
enum Slip {
  /** Nobody is ever right about a dot that one side lacks: all dots are joined. */
  NO_COMPLETENESS,
  /** A refused dot is put into the context. */
  DEAD_INTO_CONTEXT,
  /** Between two incomplete nodes a dot that one lacks is kept, whatever its clock says. */
  UNDECIDED_KEPT,
  /** The clock of a peer that is incomplete and not new is not adopted. */
  ADOPT_SOUND_ONLY,
  /** Sessions move the clock but not the removals that no digest shows. */
  NO_REMOVALS,
  /** Contexts are forgotten without regard to their stamp. */
  FORGET_UNSTAMPED,
  /** A stamp is the own clock alone, without what was heard from others. */
  STAMP_OWN_CLOCK,
  /** An incomplete node forgets too. */
  FORGET_INCOMPLETE,
  /** A removal leaves the index as soon as the horizon covers its dots. */
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
  DELTA_COVERED
}
