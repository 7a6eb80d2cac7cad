package io.rejoin.hazelcast.federation;

/**
 * Why a key is to be looked at; what somebody did goes before what may be otherwise.
 *
 * @param until when what was written expires, in milliseconds since 1970; 0 if never
 */
record Mark(Kind kind, long until) {
  /** Something may be otherwise here or there. */
  static final Mark LOOK = new Mark(Kind.LOOK, 0);

  /** Somebody removed it in this cluster, now. */
  static final Mark REMOVED = new Mark(Kind.REMOVED, 0);

  enum Kind {
    LOOK,
    WRITTEN,
    REMOVED
  }

  /** Somebody wrote it in this cluster, now. */
  static Mark written(long until) {
    return new Mark(Kind.WRITTEN, until);
  }

  boolean isRemoval() {
    return kind == Kind.REMOVED;
  }

  boolean isWrite() {
    return kind == Kind.WRITTEN;
  }
}
