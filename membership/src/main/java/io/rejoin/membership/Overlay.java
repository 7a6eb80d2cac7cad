package io.rejoin.membership;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who is linked to whom once a grid is too large for links between all. Up to {@value #MESH}
 * present members everybody is linked to everybody. Beyond, members stand in some rings, each in
 * another order that follows from their ids: every member in rings of the whole grid, and in rings
 * of its site. In each ring it is linked to the next present member that can be dialled. All who
 * have the same table name the same links, so nothing has to be agreed upon.
 *
 * <p>A ring alone connects all; the union of a few random rings has a diameter of the order of
 * log(n) and hardly falls apart when members fail (Law and Siu, Distributed construction of random
 * expander networks, 2003). The rings of a site keep it together when it is cut off. Members that
 * have more to do with each other than with the rest are partners and linked besides.
 */
final class Overlay {
  /** Present members up to which all are linked to all. */
  static final int MESH = 48;

  static final int SITE_RINGS = 3;
  static final int GRID_RINGS = 4;

  /** Links of the first rings of the grid carry what is new at once. */
  private static final int SWIFT_RINGS = 2;

  /** Absent members per ring that are looked for, counted from where one stands. */
  private static final int MAX_ABSENT = 8;

  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private final MemberTable table;
  private long standing = -1;
  private long nextSurvey;
  private long surveys;
  private Surroundings surroundings = new Surroundings();
  private SortedSet<NodeId> partners = Collections.emptySortedSet();

  /** What the rings say of one member. */
  private static final class Surroundings {
    private final SortedSet<NodeId> next = new TreeSet<>();
    private final SortedSet<NodeId> previous = new TreeSet<>();
    private final SortedSet<NodeId> swift = new TreeSet<>();
    private final SortedSet<NodeId> absent = new TreeSet<>();
  }

  Overlay(MemberTable table) {
    this.table = table;
  }

  /** Whether there are more present members than can all be linked to each other. */
  boolean isSparse() {
    return table.present() > MESH;
  }

  /** Looks at the table anew if it is another one, at most once in a while. */
  void survey(Member self, long now, long interval) {
    if (table.size() > MESH && table.standing() != standing && now >= nextSurvey) {
      standing = table.standing();
      surveys++;
      nextSurvey = now + interval;
      surroundings = of(self);
    }
  }

  /** How often the table was looked at. */
  long surveys() {
    return surveys;
  }

  /** Whom this node dials. */
  SortedSet<NodeId> wanted() {
    return Collections.unmodifiableSortedSet(surroundings.next);
  }

  /** Members that vanished, which stand before those that are wanted. */
  SortedSet<NodeId> absent() {
    return Collections.unmodifiableSortedSet(surroundings.absent);
  }

  /** Linked members to which what is new goes at once; others get it if nobody else brings it. */
  SortedSet<NodeId> swift() {
    return Collections.unmodifiableSortedSet(surroundings.swift);
  }

  /** Members that this node has to do with, wherever they stand: it is linked to them as well. */
  void partners(SortedSet<NodeId> members) {
    if (!members.equals(partners)) {
      partners = Collections.unmodifiableSortedSet(new TreeSet<>(members));
      surveys++;
    }
  }

  SortedSet<NodeId> partners() {
    return partners;
  }

  /** Whether a link to the member is one of the overlay, whoever dials, or leads to a partner. */
  boolean needs(NodeId id) {
    return partners.contains(id)
        || surroundings.next.contains(id)
        || surroundings.previous.contains(id);
  }

  /** Who should be linked to any member. */
  SortedSet<NodeId> neighboursOf(Member member) {
    Surroundings found = of(member);
    found.next.addAll(found.previous);
    return found.next;
  }

  private Surroundings of(Member self) {
    Surroundings result = new Surroundings();
    for (int ring = 0; ring < GRID_RINGS + SITE_RINGS; ring++) {
      walk(self, ring, result);
    }
    if (!isSparse()) {
      for (Member member : table.members()) {
        if (isIn(member) && member.status().isPresent() && !member.id().equals(self.id())) {
          result.next.add(member.id());
        }
      }
    }
    return result;
  }

  private void walk(Member self, int ring, Surroundings result) {
    long here = place(self.id(), ring);
    long ahead = -1;
    long behind = -1;
    Member next = null;
    Member previous = null;
    for (Member member : table.members()) {
      if (isOnRing(member, self, ring) && isDialled(member)) {
        long place = place(member.id(), ring);
        if (Long.compareUnsigned(place - here, ahead) < 0) {
          ahead = place - here;
          next = member;
        }
        if (Long.compareUnsigned(here - place, behind) < 0) {
          behind = here - place;
          previous = member;
        }
      }
    }
    boolean swift = ring < SWIFT_RINGS;
    if (next != null) {
      keep(next.id(), result.next, swift, result);
    }
    if (previous != null && self.address().isPresent()) {
      keep(previous.id(), result.previous, swift, result);
    }
    lookBetween(self, ring, new Gap(here, ahead, behind), result);
  }

  /** The stretch of a ring between the present neighbours of a place. */
  private record Gap(long here, long ahead, long behind) {
    boolean isAhead(long place) {
      return Long.compareUnsigned(place - here, ahead) < 0;
    }

    boolean isBehind(long place) {
      return Long.compareUnsigned(here - place, behind) < 0;
    }
  }

  /** Who vanished on the way to the next; who cannot be dialled and comes to us. */
  private void lookBetween(Member self, int ring, Gap gap, Surroundings result) {
    List<Member> missed = new ArrayList<>();
    for (Member member : table.members()) {
      if (isOnRing(member, self, ring)) {
        long place = place(member.id(), ring);
        boolean present = member.status().isPresent();
        if (!present && gap.isAhead(place) && member.address().isPresent()) {
          missed.add(member);
        } else if (present && self.address().isPresent() && gap.isBehind(place)) {
          keep(member.id(), result.previous, ring < SWIFT_RINGS, result);
        }
      }
    }
    missed.sort(
        Comparator.comparing(member -> place(member.id(), ring) - gap.here, Long::compareUnsigned));
    missed.stream().limit(MAX_ABSENT).forEach(member -> result.absent.add(member.id()));
  }

  private static void keep(NodeId id, SortedSet<NodeId> set, boolean swift, Surroundings result) {
    set.add(id);
    if (swift) {
      result.swift.add(id);
    }
  }

  private static boolean isOnRing(Member member, Member self, int ring) {
    return isIn(member)
        && !member.id().equals(self.id())
        && (ring < GRID_RINGS || member.site().equals(self.site()));
  }

  private static boolean isIn(Member member) {
    return member.status() != Status.LEFT && !member.evicted();
  }

  private static boolean isDialled(Member member) {
    return member.status().isPresent() && member.address().isPresent();
  }

  /** Where in a ring a member stands; the finalizer of SplitMix64 (Steele, Lea, Flood 2014). */
  private static long place(NodeId id, int ring) {
    long bits = id.high() * GOLDEN + id.low() + (ring + 1) * GOLDEN;
    bits = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    bits = (bits ^ (bits >>> 27)) * 0x94d049bb133111ebL;
    return bits ^ (bits >>> 31);
  }
}
