package io.rejoin.membership;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Whom to call: members with an address that are not linked, and seeds at which nobody linked was
 * found. Dialling never ends, it only gets rarer, so that islands find each other again after any
 * time. A member that was lost within the last hour is dialled at the shortest interval.
 */
final class Dials {
  /** Addresses handed out at a time. */
  static final int MAX_DIALS = 16;

  private final SwimConfig config;
  private final Neighbourhood around;
  private final RandomGenerator random;
  private final Map<String, NodeId> whoIsAt = new HashMap<>();
  private final SortedMap<NodeId, Long> lostAt = new TreeMap<>();
  private final Map<String, Line> lines = new HashMap<>();

  Dials(SwimConfig config, Neighbourhood around, RandomGenerator random) {
    this.config = config;
    this.around = around;
    this.random = random;
  }

  /** The address leads to this node, whatever address the node itself gives. */
  void reached(String address, NodeId id) {
    if (whoIsAt.size() < MemberTable.MAX_MEMBERS || whoIsAt.containsKey(address)) {
      whoIsAt.put(address, id);
    }
  }

  void linked(NodeId id) {
    lostAt.remove(id);
  }

  void unlinked(NodeId id, long now) {
    lostAt.put(id, now);
    lines.keySet().removeAll(addressesOf(id));
  }

  /** The addresses that are due now, longest overdue first. */
  List<String> next(long now) {
    Map<String, Boolean> wanted = wanted(now);
    lines.keySet().retainAll(wanted.keySet());
    List<String> due = new ArrayList<>();
    for (String address : wanted.keySet()) {
      if (lines.computeIfAbsent(address, any -> new Line(now)).dueAt <= now) {
        due.add(address);
      }
    }
    due.sort((one, other) -> Long.compare(dueAt(one), dueAt(other)));
    List<String> dialled = due.subList(0, Math.min(MAX_DIALS, due.size()));
    for (String address : dialled) {
      boolean lately = wanted.getOrDefault(address, false);
      lines.computeIfAbsent(address, any -> new Line(now)).dialled(now, lately);
    }
    return dialled;
  }

  private long dueAt(String address) {
    Line line = lines.get(address);
    return line == null ? 0 : line.dueAt;
  }

  /** Addresses worth dialling, and whether their node was lost lately. */
  private Map<String, Boolean> wanted(long now) {
    Map<String, Boolean> wanted = new LinkedHashMap<>();
    for (String seed : config.seeds()) {
      NodeId there = whoIsAt.get(seed);
      if (there == null) {
        wanted.put(seed, false);
      } else if (isMissed(there)) {
        wanted.put(seed, isLostLately(there, now));
      }
    }
    for (Member member : around.table().members()) {
      boolean missed = isMissed(member.id());
      member
          .address()
          .filter(address -> missed && !around.isSelf(whoIsAt.getOrDefault(address, member.id())))
          .ifPresent(address -> wanted.put(address, isLostLately(member.id(), now)));
    }
    return wanted;
  }

  private boolean isMissed(NodeId id) {
    if (around.isSelf(id) || around.isLinked(id)) {
      return false;
    }
    return around
        .table()
        .find(id)
        .map(row -> row.status() != Status.LEFT && !row.evicted())
        .orElse(true);
  }

  private boolean isLostLately(NodeId id, long now) {
    Long since = lostAt.get(id);
    return since != null && now - since < config.redialFor().toNanos();
  }

  private List<String> addressesOf(NodeId id) {
    List<String> addresses = new ArrayList<>();
    around.table().find(id).flatMap(Member::address).ifPresent(addresses::add);
    whoIsAt.forEach((address, there) -> {
      if (there.equals(id)) {
        addresses.add(address);
      }
    });
    return addresses;
  }

  /** When an address is dialled again. */
  private final class Line {
    private long dueAt;
    private long interval = config.redialInterval().toNanos();

    Line(long now) {
      dueAt = now;
    }

    void dialled(long now, boolean lately) {
      long shortest = config.redialInterval().toNanos();
      interval =
          lately ? shortest : Math.min(2 * interval, config.maxDialInterval().toNanos());
      dueAt = now + interval - random.nextLong(shortest / 4 + 1);
    }
  }
}
