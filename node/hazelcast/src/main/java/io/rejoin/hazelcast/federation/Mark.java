package io.rejoin.hazelcast.federation;

/** Why a key is to be looked at; a later reason goes before an earlier one. */
enum Mark {
  /** Something may be otherwise here or there. */
  LOOK,

  /** Somebody wrote it in this cluster, now. */
  WRITTEN,

  /** Somebody removed it in this cluster, now. */
  REMOVED
}
