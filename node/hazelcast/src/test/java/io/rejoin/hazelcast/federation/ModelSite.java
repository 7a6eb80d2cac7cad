package io.rejoin.hazelcast.federation;

import io.rejoin.crdt.Item;
import io.rejoin.crdt.Mutation;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.HybridClock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.replica.Writer;
import io.rejoin.hazelcast.federation.Agreement.Step;
import io.rejoin.hazelcast.federation.FederatedValue.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** One entry at a site: its value in the map, its base, and two nodes of the grid. */
final class ModelSite {
  /** A node has the entry's state, until it dies. */
  static final class Node {
    private final Writer writer;
    State state = State.EMPTY;

    Node(Random random, HybridClock clock) {
      writer = new Writer(new ReplicaId(random.nextLong()), clock);
    }
  }

  private final Random random;
  private final long[] millis;
  private final HybridClock clock;

  /** Peculiarities of the map. */
  Agreement.Ways ways = new Agreement.Ways(false, false);

  /** When the map's value expires. */
  long until;

  final Node[] nodes = new Node[2];
  Optional<Bytes> map = Optional.empty();
  Base base = Base.on(Base.Agreed.NOTHING);
  Mark mark = Mark.LOOK;

  /** What others do while this site has told its nodes of a write, and has not noted it. */
  Runnable meanwhile = () -> {};

  private final Map<Dot, Bytes> values = new HashMap<>();
  private int owner;

  /** Values that only a node that died had, knew to be gone, or knew to be told. */
  final Set<Bytes> diedWithNodes = new HashSet<>();

  ModelSite(Random random, long[] millis) {
    this.random = random;
    this.millis = millis;
    clock = new HybridClock(() -> Instant.ofEpochMilli(millis[0]), Duration.ofMinutes(1));
    nodes[0] = new Node(random, clock);
    nodes[1] = new Node(random, clock);
  }

  State grid() {
    return nodes[owner].state;
  }

  /** The owner dies with all it has; the map lives on in its backups, and another node comes. */
  void ownerDies() {
    State dead = nodes[owner].state;
    State left = nodes[1 - owner].state;
    versions();
    values.forEach((dot, value) -> {
      boolean wasAlone = dead.shows(dot) && !left.knows(dot) && !map.equals(Optional.of(value));
      boolean wasGone = dead.knows(dot) && !dead.shows(dot);
      if (wasAlone || (wasGone && (left.shows(dot) || !left.knows(dot)))) {
        diedWithNodes.add(value);
      }
    });
    nodes[owner] = new Node(random, clock);
    nodes[owner].state = nodes[1 - owner].state;
    owner = 1 - owner;
    mark = Mark.LOOK;
  }

  /** One visit; it may end after any step, as if the member had died then. */
  void visit(boolean dies) {
    Mark why = mark;
    mark = Mark.LOOK;
    Optional<Dot> told = Optional.empty();
    for (int i = 0; i < 8; i++) {
      Step step = step(why, told);
      if (dies && random.nextInt(3) == 0) {
        if (told.isPresent()) {
          map.ifPresent(diedWithNodes::add);
        }
        ownerDies();
        return;
      }
      if (step instanceof Step.Agree agree) {
        base = agree.base();
        return;
      } else if (step instanceof Step.Give give) {
        base = give.base();
        if (dies && random.nextBoolean()) {
          ownerDies();
          return;
        }
        map = give.version().map(Version::value);
        until = give.version().map(Version::expires).orElse(0L);
        if (dies && random.nextBoolean()) {
          ownerDies();
          return;
        }
        base = Base.on(base.next().orElseThrow());
        return;
      } else if (step instanceof Step.GiveBack back) {
        join(back.kept());
        return;
      } else if (step instanceof Step.Take take) {
        join(take.alsoGone());
        Node node = nodes[owner];
        Mutation.Outcome outcome =
            Mutation.carryOut(FederatedValue.TYPE, node.state, take.write(), node.writer);
        node.state = outcome.joined().state();
        told = outcome.delta().root().items().stream().map(Item::dot).findFirst();
        if (dies && random.nextBoolean()) {
          ownerDies();
          return;
        }
        take.after().ifPresent(after -> base = after);
        meanwhile.run();
      }
    }
  }

  private void join(State kept) {
    nodes[owner].state = nodes[owner].state.join(kept).state();
  }

  private Step step(Mark why, Optional<Dot> told) {
    Set<Dot> known = new HashSet<>(base.versions());
    known.removeIf(dot -> !grid().knows(dot));
    return new Agreement(why, map, () -> until, base, known, told, versions(), millis[0], ways)
        .step();
  }

  List<Version> versions() {
    List<Version> versions = FederatedValue.versions(grid());
    versions.forEach(version -> values.put(version.dot(), version.value()));
    return versions;
  }

  /** The values of which somebody here who removes the entry has heard. */
  Set<Bytes> seen() {
    Set<Bytes> seen = new HashSet<>();
    map.ifPresent(seen::add);
    for (Version version : versions()) {
      if (base.agreed().versions().contains(version.dot())) {
        seen.add(version.value());
      }
    }
    return seen;
  }
}
