package io.rejoin.hazelcast.federation;

import java.util.Optional;

/**
 * Why a key is to be looked at; what somebody did goes before what may be otherwise.
 *
 * @param until when what was written expires, in milliseconds since 1970; 0 if never
 * @param made what that made of the entry, if it is kept here: the map need not be asked
 */
record Mark(Kind kind, long until, Optional<Made> made) {
  /** Something may be otherwise here or there. */
  static final Mark LOOK = new Mark(Kind.LOOK, 0, Optional.empty());

  /** Somebody removed it in this cluster, now. */
  static final Mark REMOVED = new Mark(Kind.REMOVED, 0, Optional.empty());

  enum Kind {
    LOOK,
    WRITTEN,
    REMOVED
  }

  /** What is there since, if anything. */
  record Made(Optional<Object> value) {}

  /** Somebody wrote it in this cluster, now. */
  static Mark written(long until) {
    return new Mark(Kind.WRITTEN, until, Optional.empty());
  }

  /** The same, with what that made of the entry. */
  Mark of(Optional<Object> value) {
    return new Mark(kind, until, Optional.of(new Made(value)));
  }

  boolean isRemoval() {
    return kind == Kind.REMOVED;
  }

  boolean isWrite() {
    return kind == Kind.WRITTEN;
  }

  boolean isKept() {
    return made.isPresent();
  }

  /** The map has to be asked what a write or a removal made. */
  boolean isToBeAsked() {
    return kind != Kind.LOOK && made.isEmpty();
  }
}
