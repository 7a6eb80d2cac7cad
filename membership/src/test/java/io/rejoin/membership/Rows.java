package io.rejoin.membership;

import io.rejoin.crdt.causal.ReplicaId;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** Rows for tests. */
final class Rows {
  private Rows() {}

  static NodeId id(long number) {
    return new NodeId(0, number);
  }

  static Member row(long number) {
    return Member.starting(
        id(number), "n" + number, "here", Optional.of("n" + number + ":1"), new ReplicaId(number));
  }

  static Member row(long number, long incarnation, Status status) {
    return row(number).withIncarnation(incarnation).withStatus(status);
  }

  static SortedSet<NodeId> ids(long... numbers) {
    SortedSet<NodeId> ids = new TreeSet<>();
    for (long number : numbers) {
      ids.add(id(number));
    }
    return ids;
  }

  /** Any row of few nodes with few values, so that rows often meet. */
  static Member any(RandomGenerator random) {
    SortedSet<NodeId> links = new TreeSet<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      links.add(id(random.nextLong(6)));
    }
    return new Member(
        id(random.nextLong(4)),
        "n" + random.nextInt(2),
        random.nextBoolean() ? "köln" : "",
        random.nextBoolean() ? Optional.empty() : Optional.of("h:" + random.nextInt(2)),
        random.nextInt(2) * Member.MAX_WEIGHT,
        new ReplicaId(random.nextInt(2) == 0 ? 1 : -1),
        random.nextInt(3),
        Status.ofCode(random.nextInt(4)),
        random.nextInt(4) == 0 ? random.nextInt(4) : 0,
        links);
  }

  static MemberTable anyTable(RandomGenerator random) {
    MemberTable table = new MemberTable();
    for (int i = random.nextInt(8); i > 0; i--) {
      table.join(any(random));
    }
    return table;
  }

  static MemberTable join(MemberTable... tables) {
    MemberTable joined = new MemberTable();
    for (MemberTable table : tables) {
      joined.join(table);
    }
    return joined;
  }
}
