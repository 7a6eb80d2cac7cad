package io.rejoin.node.core.frame;

import io.rejoin.crdt.causal.ReplicaId;

/**
 * Names the entries that one group of nodes holds: 0 those that every node holds, any other number
 * one shard of the buckets with one number of copies.
 *
 * <p>Each group has clocks of its own, so a process is another run in each: {@link #run}. Else its
 * numbers would have gaps wherever it wrote for another group.
 */
public record GroupId(int number) implements Comparable<GroupId> {
  /** Of the entries that every node holds. */
  public static final GroupId ALL = new GroupId(0);

  /** More than there are shards and policies. */
  public static final int MAX = 1 << 24;

  private static final long ODD = 0x9e3779b97f4a7c15L;

  public GroupId {
    if (number < 0 || number > MAX) {
      throw new IllegalArgumentException("a group is a number from 0 to " + MAX + ": " + number);
    }
  }

  /** The run as which a process writes for this group; applied twice, the process's again. */
  public ReplicaId run(ReplicaId process) {
    if (number == 0) {
      return process;
    }
    long bits = number * ODD;
    bits = (bits ^ bits >>> 32) * ODD;
    return new ReplicaId(process.value() ^ bits ^ bits >>> 29);
  }

  @Override
  public int compareTo(GroupId other) {
    return Integer.compare(number, other.number);
  }

  @Override
  public String toString() {
    return number == 0 ? "all" : "group " + number;
  }
}
