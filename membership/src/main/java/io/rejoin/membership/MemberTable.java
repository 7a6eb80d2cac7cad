package io.rejoin.membership;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Everybody the grid has ever seen, one row per node. Two tables are merged by joining their rows,
 * so the order in which news arrives, and how often, does not matter: islands that formed apart
 * merge as soon as their tables meet. Rows are never dropped: an absent node stays on record.
 *
 * <p>Not thread-safe; {@link #members()} is an immutable snapshot that may be handed on.
 */
public final class MemberTable {
  /** A table takes no further nodes beyond this number. */
  public static final int MAX_MEMBERS = 4_096;

  private final SortedMap<NodeId, Member> rows = new TreeMap<>();
  private final Map<NodeId, Long> digests = new HashMap<>();
  private @Nullable List<Member> snapshot;
  private int present;
  private long standing;

  /** Joins a row into the table and says whether the table changed. */
  public boolean join(Member row) {
    Member before = rows.get(row.id());
    if (before == null && rows.size() >= MAX_MEMBERS) {
      return false;
    }
    Member after = before == null ? row : before.join(row);
    if (after.equals(before)) {
      return false;
    }
    rows.put(row.id(), after);
    snapshot = null;
    digests.remove(row.id());
    present += (after.status().isPresent() ? 1 : 0) - (isPresent(before) ? 1 : 0);
    if (before == null || !standsAs(before, after)) {
      standing++;
    }
    return true;
  }

  private static boolean isPresent(@Nullable Member row) {
    return row != null && row.status().isPresent();
  }

  private static boolean standsAs(Member before, Member after) {
    return before.status().isPresent() == after.status().isPresent()
        && (before.status() == Status.LEFT) == (after.status() == Status.LEFT)
        && before.evictions() == after.evictions()
        && before.address().equals(after.address())
        && before.site().equals(after.site());
  }

  public boolean join(MemberTable other) {
    boolean changed = false;
    for (Member row : other.rows.values()) {
      changed |= join(row);
    }
    return changed;
  }

  public Optional<Member> find(NodeId id) {
    return Optional.ofNullable(rows.get(id));
  }

  /** All rows in the order of their ids. */
  public List<Member> members() {
    List<Member> current = snapshot;
    if (current == null) {
      current = List.copyOf(rows.values());
      snapshot = current;
    }
    return current;
  }

  public int size() {
    return rows.size();
  }

  /** How many members are alive or suspected. */
  public int present() {
    return present;
  }

  /** Another number whenever who is present, and where, has changed. */
  long standing() {
    return standing;
  }

  /**
   * Digests of the rows in so many groups, a power of two: tables with the same rows have the same
   * digests, and a row that differs shows in its group alone.
   */
  List<Long> digests(int groups) {
    Long[] sums = new Long[groups];
    Arrays.fill(sums, 0L);
    for (Member row : rows.values()) {
      sums[group(row.id(), groups)] +=
          digests.computeIfAbsent(row.id(), id -> SwimCodec.digest(row));
    }
    return List.of(sums);
  }

  /** The group of a row. */
  static int group(NodeId id, int groups) {
    return (int) (id.low() ^ id.low() >>> 32) & (groups - 1);
  }

  /**
   * The island of a node: itself and every present member that a path of links leads to. A member
   * whose only neighbours are dead stays on record as they left it, but it is on no such path.
   */
  public SortedSet<NodeId> island(NodeId from) {
    SortedSet<NodeId> reached = new TreeSet<>();
    Deque<NodeId> frontier = new ArrayDeque<>();
    reached.add(from);
    frontier.add(from);
    while (!frontier.isEmpty()) {
      Member here = rows.get(frontier.remove());
      if (here == null) {
        continue;
      }
      for (Member next : rows.values()) {
        boolean path = next.status().isPresent() && next.isLinkedTo(here);
        if (path && reached.add(next.id())) {
          frontier.add(next.id());
        }
      }
    }
    return Collections.unmodifiableSortedSet(reached);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MemberTable table && rows.equals(table.rows);
  }

  @Override
  public int hashCode() {
    return rows.hashCode();
  }

  @Override
  public String toString() {
    return rows.values().toString();
  }
}
