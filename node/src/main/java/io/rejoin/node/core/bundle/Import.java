package io.rejoin.node.core.bundle;

import io.rejoin.antientropy.Entries;
import io.rejoin.antientropy.Missed;
import io.rejoin.antientropy.Removal;
import io.rejoin.crdt.causal.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes a bundle in: the half of a session that its maker has left. Every piece is a join, so twice
 * is once, and a bundle that is taken in by half has done no harm.
 *
 * <p>An old bundle may show what was removed and forgotten since. Dots at or below what this
 * replica has forgotten, which no context here knows, are left out if the maker's clock did not
 * cover that.
 *
 * <p>What the maker had applied becomes known as applied here only if nothing is missing for it:
 * this replica has applied the base, which was left out, and what the maker had forgotten, which
 * nobody tells any more. Otherwise the content is taken and the knowledge is not.
 *
 * <p>For the core's thread.
 */
public final class Import {
  private final Entries entries;
  private final Piece.Head head;
  private final Missed missed;
  private long changes;

  /** Until what took the place of what was removed is here. */
  private final List<Removal> held = new ArrayList<>();

  /**
   * What an import came to.
   *
   * @param changes deltas that were joined
   * @param complete whether all that the maker had applied counts as applied here now; if not, this
   *     node lacked what the bundle builds upon
   */
  public record Result(long changes, long removals, boolean complete) {}

  public Import(Entries entries, Piece.Head head) {
    this.entries = entries;
    this.head = head;
    missed = new Missed(entries, Clock.EMPTY, head.clock(), Clock.EMPTY);
    entries.hears(head.clock());
  }

  /** Joins a piece. */
  public void take(Piece piece) {
    if (piece instanceof Piece.Removals list) {
      if (head.isReadable()) {
        held.addAll(list.removals());
      }
    } else if (piece instanceof Piece.Changes list) {
      list.changes().forEach(change -> {
        entries.join(change.key(), missed.acceptable(change.key(), change.delta()));
        changes++;
      });
    }
  }

  /** Ends when all pieces were taken. */
  public Result end() {
    held.forEach(entries::remove);
    Clock own = entries.snapshot().clock();
    boolean complete = head.isReadable() && own.covers(head.base()) && own.covers(head.forgotten());
    if (complete) {
      entries.adopt(head.clock(), head.forgotten());
    }
    return new Result(changes, held.size(), complete);
  }
}
