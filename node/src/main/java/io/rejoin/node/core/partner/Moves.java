package io.rejoin.node.core.partner;

import io.rejoin.membership.NodeId;
import java.util.List;

/**
 * How far entries of which not every node has a copy are from where they belong, seen from one
 * node. Only shards count in which anything was ever written.
 *
 * @param owned shards that this node is to keep
 * @param arriving of these, shards of which it has not yet had all that there was
 * @param leaving shards that are here only until all their owners keep what is here
 * @param entries with live content in all of these
 * @param leavingEntries with live content in those that are leaving
 * @param sessions that go on in shards now
 * @param mostSessions with so many this node begins no more; others may
 * @param awaited other nodes that the moves wait for, those of most shards first
 */
public record Moves(
    int owned,
    int arriving,
    int leaving,
    long entries,
    long leavingEntries,
    int sessions,
    int mostSessions,
    List<Awaited> awaited) {

  /** Why a move waits for a node. */
  public enum Why {
    /** No link leads to it, and no detour. */
    NOT_REACHED("not reached"),
    /** It does not know the same members, so it would place shards otherwise. */
    OTHER_VIEW("knows other members"),
    /** It is to keep what leaves here, and does not yet. */
    NOT_THERE_YET("has not got it yet"),
    /** It has what is to arrive here. */
    BRINGS("is to bring it");

    private final String words;

    Why(String words) {
      this.words = words;
    }

    /** For people. */
    public String words() {
      return words;
    }
  }

  /** A node that is waited for, and in how many shards. */
  public record Awaited(NodeId node, Why why, int shards) {
    /** Whether it has something for this node. */
    public boolean brings() {
      return why == Why.BRINGS;
    }
  }

  public Moves {
    awaited = List.copyOf(awaited);
  }

  /** Whether everything is where it belongs, as far as this node is concerned. */
  public boolean areDone() {
    return arriving == 0 && leaving == 0;
  }
}
