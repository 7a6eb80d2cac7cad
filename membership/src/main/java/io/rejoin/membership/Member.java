package io.rejoin.membership;

import io.rejoin.crdt.causal.ReplicaId;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One row of the member table.
 *
 * <p>Rows of one node are totally ordered: higher incarnation, then left over dead over suspect
 * over alive, then the remaining columns, so that two rows always have a larger one whoever
 * compares them. Only the node itself raises its incarnation: at a refutation, after a restart,
 * and whenever a column of its row changes. {@code evictions} stand beside this order: the greater
 * number of two rows holds.
 *
 * @param id durable identity
 * @param name for people, at most {@value #MAX_NAME_BYTES} bytes
 * @param site failure domain, at most {@value #MAX_NAME_BYTES} bytes
 * @param address where the node can be dialled, "host:port" over TCP; empty if it only dials others
 * @param weight share of the data relative to others, 0 to {@value #MAX_WEIGHT}
 * @param run the writer identity of the node's current process
 * @param incarnation version of the row, 0 to {@link #MAX_INCARNATION}
 * @param status what is held of the node
 * @param evictions how often operators said that the node will not come back, and that it may after
 *     all: an odd number means that it is evicted; at most {@value #MAX_EVICTIONS}
 * @param links nodes it has a connection to, at most {@value #MAX_LINKS}
 */
public record Member(
    NodeId id,
    String name,
    String site,
    Optional<String> address,
    int weight,
    ReplicaId run,
    long incarnation,
    Status status,
    int evictions,
    SortedSet<NodeId> links) {
  public static final int MAX_NAME_BYTES = 64;
  public static final int MAX_ADDRESS_BYTES = 255;
  public static final int MAX_WEIGHT = 10_000;
  public static final int MAX_LINKS = 256;
  public static final long MAX_INCARNATION = 1L << 62;
  public static final int MAX_EVICTIONS = 63;

  private static final Comparator<SortedSet<NodeId>> BY_LINKS = Member::compareLinks;

  private static final Comparator<Member> BY_VERSION = Comparator.comparingLong(Member::incarnation)
      .thenComparing(Member::status)
      .thenComparing(Member::run)
      .thenComparing(Member::name)
      .thenComparing(Member::site)
      .thenComparing(member -> member.address().orElse(""))
      .thenComparingInt(Member::weight)
      .thenComparing(Member::links, BY_LINKS);

  public Member {
    checkText("name", name, MAX_NAME_BYTES);
    checkText("site", site, MAX_NAME_BYTES);
    address.ifPresent(text -> checkText("address", text, MAX_ADDRESS_BYTES));
    if (address.isPresent() && address.get().isEmpty()) {
      throw new IllegalArgumentException("an address is not empty; leave it out");
    }
    if (weight < 0 || weight > MAX_WEIGHT) {
      throw new IllegalArgumentException("weight is 0 to " + MAX_WEIGHT + ": " + weight);
    }
    if (incarnation < 0 || incarnation > MAX_INCARNATION) {
      throw new IllegalArgumentException("incarnation out of range: " + incarnation);
    }
    if (evictions < 0 || evictions > MAX_EVICTIONS) {
      throw new IllegalArgumentException("evictions out of range: " + evictions);
    }
    if (links.size() > MAX_LINKS) {
      throw new IllegalArgumentException("at most " + MAX_LINKS + " links: " + links.size());
    }
    links = Collections.unmodifiableSortedSet(new TreeSet<>(links));
  }

  /** The row of a node that starts: alive, incarnation 0, weight 100, no links. */
  public static Member starting(
      NodeId id, String name, String site, Optional<String> address, ReplicaId run) {
    return new Member(
        id, name, site, address, 100, run, 0, Status.ALIVE, 0, Collections.emptySortedSet());
  }

  /** The least row that is at or above both; both must be rows of one node. */
  public Member join(Member other) {
    if (!id.equals(other.id)) {
      throw new IllegalArgumentException("rows of two nodes: " + id + ", " + other.id);
    }
    Member newer = BY_VERSION.compare(this, other) >= 0 ? this : other;
    return newer.withEvictions(Math.max(evictions, other.evictions));
  }

  /** Whether this row of the same node overrides the other one. */
  boolean supersedes(Member other) {
    return BY_VERSION.compare(this, other) > 0;
  }

  /** Whether either of the two rows lists the other node among its links. */
  boolean isLinkedTo(Member other) {
    return links.contains(other.id) || other.links.contains(id);
  }

  /** The same node under another run, as a part of it may go by. */
  public Member withRun(ReplicaId to) {
    return new Member(id, name, site, address, weight, to, incarnation, status, evictions, links);
  }

  Member withWeight(int to) {
    return new Member(id, name, site, address, to, run, incarnation, status, evictions, links);
  }

  Member withStatus(Status to) {
    return new Member(id, name, site, address, weight, run, incarnation, to, evictions, links);
  }

  Member withIncarnation(long to) {
    long bounded = Math.min(to, MAX_INCARNATION);
    return new Member(id, name, site, address, weight, run, bounded, status, evictions, links);
  }

  Member withLinks(SortedSet<NodeId> to) {
    return new Member(id, name, site, address, weight, run, incarnation, status, evictions, to);
  }

  /** Whether an operator has said, and nobody has taken back, that the node will not come back. */
  public boolean evicted() {
    return (evictions & 1) == 1;
  }

  /** The row after an operator's word; the same if that says nothing new. */
  Member withEvicted(boolean to) {
    return to == evicted() ? this : withEvictions(Math.min(evictions + 1, MAX_EVICTIONS));
  }

  Member withEvictions(int to) {
    return to == evictions
        ? this
        : new Member(id, name, site, address, weight, run, incarnation, status, to, links);
  }

  private static int compareLinks(SortedSet<NodeId> one, SortedSet<NodeId> other) {
    Iterator<NodeId> left = one.iterator();
    Iterator<NodeId> right = other.iterator();
    while (left.hasNext() && right.hasNext()) {
      int order = left.next().compareTo(right.next());
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(one.size(), other.size());
  }

  private static void checkText(String what, String text, int maxBytes) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    if (encoded.length > maxBytes) {
      throw new IllegalArgumentException(what + " is longer than " + maxBytes + " bytes");
    }
    if (!new String(encoded, StandardCharsets.UTF_8).equals(text)) {
      throw new IllegalArgumentException(what + " is not valid text");
    }
  }
}
