package io.rejoin.node.core.group;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.node.core.shard.History;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The groups of which a node has had, at some time, all that there was, be it nothing. They are
 * stored: after a power cut that not all members outlive, nobody else may know. But a node that
 * does not store all of its entries has had nothing when it starts. For the core's thread.
 */
public final class Wholes {
  private static final String NAME = "whole";

  private final History history;
  private final SortedSet<GroupId> groups;
  private boolean changed;

  /**
   * Goes on with what is stored; what cannot be read counts for nothing.
   *
   * @param history that of the group of all nodes
   * @param count of groups
   */
  public Wholes(History history, int count) {
    this.history = history;
    Bytes stored = history.kept(NAME).filter(any -> history.isStored()).orElse(Bytes.EMPTY);
    groups = read(stored, count);
  }

  private static SortedSet<GroupId> read(Bytes stored, int count) {
    SortedSet<GroupId> found = new TreeSet<>();
    try {
      ByteReader in = new ByteReader(stored);
      while (in.remaining() > 0) {
        found.add(new GroupId((int) in.varint(count)));
      }
    } catch (MalformedBytes damaged) {
      return new TreeSet<>();
    }
    return found;
  }

  SortedSet<GroupId> all() {
    return Collections.unmodifiableSortedSet(groups);
  }

  void set(GroupId group, boolean whole) {
    changed |= whole ? groups.add(group) : groups.remove(group);
  }

  /** Stores what has changed. */
  void save() {
    if (changed) {
      changed = false;
      ByteWriter out = new ByteWriter();
      groups.forEach(group -> out.varint(group.number()));
      history.keep(NAME, out.toBytes());
    }
  }
}
