package io.rejoin.antientropy.spec;

/** What can happen. All but the first two and arrivals are bounded by a {@link Budget}. */
enum Event {
  /** A delta arrives: any operation, any time, again or never; so loss needs no event. */
  DELTA,
  /** One half of a session: openings and then the sender's entry, removals and clock. */
  SESSION,
  /** The openings alone, or gossip about clocks. */
  OPENING,
  ADD,
  REMOVE,
  /** An operation that puts an item and removes those that it replaces. */
  REPLACE,
  /** A half that ends after the entry, before removals and clock. */
  BROKEN_HALF,
  /** A half's snapshot is taken; it arrives at any later time, as often as the network likes. */
  LATE_HALF,
  /** What the maker has beyond what it knows of a member goes into a file; it arrives as above. */
  BUNDLE,
  ARRIVAL,
  IMAGE,
  /** An image is restored; also a crash that lost the tail. */
  RESTORE,
  /** A crash: the entry is as it is, the clock as in an image of the same run. */
  TORN,
  WIPE,
  /** The entry was found damaged: a new run, without the entry and with an empty clock. */
  DAMAGE,
  /** Another entry was found damaged: a new run with an empty clock. */
  DAMAGE_ELSEWHERE,
  /** A start without a fault, and without having kept who the members are. */
  RESTART,
  /** An operator evicts a member for good. */
  EVICT,
  /** A member takes in what an evicted one had set aside. */
  SALVAGE
}
