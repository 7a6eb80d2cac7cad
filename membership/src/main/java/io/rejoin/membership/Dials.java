package io.rejoin.membership;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Whom to call: members with an address that are not linked, and seeds at which nobody linked was
 * found. Dialling never ends, it only gets rarer, so that islands find each other again after any
 * time. A member that was lost within the last hour is dialled at the shortest interval. In a large
 * grid those are called that the {@link Overlay} names, and some of those that vanished.
 */
final class Dials {
  /** Addresses handed out at a time. */
  static final int MAX_DIALS = 16;

  /** Dials after which those that the overlay names count as out of reach. */
  private static final int DESPAIR = 10;

  private final SwimConfig config;
  private final Neighbourhood around;
  private final RandomGenerator random;
  private final Map<String, NodeId> whoIsAt = new HashMap<>();
  private final SortedMap<NodeId, Long> lostAt = new TreeMap<>();
  private final Map<String, Line> lines = new HashMap<>();
  private final Line stray;
  private Map<String, Optional<NodeId>> wanted = Map.of();
  private long reached;
  private long seen = -1;
  private boolean complete;
  private long completeAt;

  Dials(SwimConfig config, Neighbourhood around, RandomGenerator random) {
    this.config = config;
    this.around = around;
    this.random = random;
    stray = new Line(0);
  }

  /** The address leads to this node, whatever address the node itself gives. */
  void reached(String address, NodeId id) {
    if (whoIsAt.size() < MemberTable.MAX_MEMBERS || whoIsAt.containsKey(address)) {
      whoIsAt.put(address, id);
      reached++;
    }
  }

  void linked(NodeId id) {
    lostAt.remove(id);
  }

  void unlinked(NodeId id, long now) {
    lostAt.put(id, now);
    lines.keySet().removeAll(addressesOf(id));
  }

  /** The link to the node is not needed. */
  void released(NodeId id) {
    lostAt.remove(id);
  }

  /** The addresses that are due now, longest overdue first. */
  List<String> next(long now) {
    if (!isCurrent()) {
      wanted = wanted(now);
      lines.keySet().retainAll(wanted.keySet());
    }
    List<String> due = new ArrayList<>();
    for (String address : wanted.keySet()) {
      if (lines.computeIfAbsent(address, any -> new Line(now)).dueAt <= now) {
        due.add(address);
      }
    }
    due.sort((one, other) -> Long.compare(dueAt(one), dueAt(other)));
    List<String> dialled = new ArrayList<>(due.subList(0, Math.min(MAX_DIALS, due.size())));
    for (String address : dialled) {
      boolean lately = wanted
          .getOrDefault(address, Optional.empty())
          .map(id -> isLostLately(id, now))
          .orElse(false);
      lines.computeIfAbsent(address, any -> new Line(now)).dialled(now, lately);
    }
    if (isLarge()) {
      stray(now).ifPresent(dialled::add);
    }
    return dialled;
  }

  /** Whether what is wanted was found with these links, in this table. */
  private boolean isCurrent() {
    Overlay overlay = around.overlay();
    long sum = around.linksVersion() + around.table().standing() + reached + overlay.surveys();
    boolean same = sum == seen;
    seen = sum;
    return same;
  }

  private long dueAt(String address) {
    Line line = lines.get(address);
    return line == null ? 0 : line.dueAt;
  }

  /** Addresses worth dialling, and whose they are as far as that is known. */
  private Map<String, Optional<NodeId>> wanted(long now) {
    Map<String, Optional<NodeId>> found = new LinkedHashMap<>();
    complete = isLarge() && around.links().containsAll(around.overlay().wanted());
    for (String seed : config.seeds()) {
      Optional<NodeId> there = at(seed);
      boolean content = complete && there.map(this::isPresent).orElse(false);
      if (!content && there.map(this::isMissed).orElse(true)) {
        found.put(seed, there);
      }
    }
    if (isLarge()) {
      lostAt.values().removeIf(since -> now - since >= config.redialFor().toNanos());
      around.overlay().wanted().forEach(id -> want(id, found));
      around.overlay().absent().forEach(id -> want(id, found));
      lostAt.keySet().forEach(id -> want(id, found));
      around.overlay().partners().forEach(id -> want(id, found));
    } else {
      around.table().members().forEach(member -> want(member.id(), found));
    }
    return found;
  }

  private void want(NodeId id, Map<String, Optional<NodeId>> found) {
    if (isMissed(id)) {
      around
          .table()
          .find(id)
          .flatMap(Member::address)
          .filter(address -> !around.isSelf(whoIsAt.getOrDefault(address, id)))
          .ifPresent(address -> found.put(address, Optional.of(id)));
    }
  }

  /** Who was found at a seed; in a large grid also who says to be there. */
  private Optional<NodeId> at(String seed) {
    NodeId there = whoIsAt.get(seed);
    if (there != null || !isLarge()) {
      return Optional.ofNullable(there);
    }
    return around.table().members().stream()
        .filter(member -> member.address().filter(seed::equals).isPresent())
        .map(Member::id)
        .findFirst();
  }

  /** Whether there are too many members to dial them all. */
  private boolean isLarge() {
    return around.table().size() > Overlay.MESH;
  }

  /**
   * Somebody else now and then: one who vanished, so that islands meet wherever a way is open; and
   * anybody, if those that the overlay names are not to be had.
   */
  private Optional<String> stray(long now) {
    completeAt = complete ? now : completeAt;
    if (now < stray.dueAt) {
      return Optional.empty();
    }
    stray.dialled(now, false);
    boolean anybody = now - completeAt > DESPAIR * config.redialInterval().toNanos();
    List<String> addresses = new ArrayList<>();
    for (Member member : around.table().members()) {
      if (isMissed(member.id()) && (anybody || !member.status().isPresent())) {
        member.address().ifPresent(addresses::add);
      }
    }
    return addresses.isEmpty()
        ? Optional.empty()
        : Optional.of(addresses.get(random.nextInt(addresses.size())));
  }

  private boolean isPresent(NodeId id) {
    return around.statusOf(id).isPresent();
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
