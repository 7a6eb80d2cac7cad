package io.rejoin.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.History.Event;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.bytes.SipHash;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.digest.Digester;
import io.rejoin.crdt.type.StandardTypes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws that hold for every type, tried upon random histories of three to five replicas. */
public abstract class CrdtLaws<O extends Operation> {
  private static final String SEEDS = "io.rejoin.crdt.Seeds#seeds";
  private static final Digester DIGESTER = new Digester(new SipHash(3, 4));

  protected abstract CrdtType<O> type();

  /** Any operation, of few elements, so that they meet. */
  protected abstract O operation(Random random);

  /** What should be seen by a replica that has heard of these events of the history. */
  protected abstract Object expected(History<O> history, List<Event<O>> heard);

  /** What is seen, in the same form. */
  protected abstract Object actual(State state);

  private History<O> history(long seed) {
    return History.lossy(seed, type(), this::operation);
  }

  private static State join(State left, State right) {
    return left.join(right).state();
  }

  @ParameterizedTest
  @MethodSource(SEEDS)
  void everyReplicaSeesWhatTheSpecificationSays(long seed) {
    History<O> history = History.causal(seed, type(), this::operation);
    for (int i = 0; i < history.replicas().size(); i++) {
      State state = history.replicas().get(i).state();
      assertEquals(expected(history, history.heardAt(i)), actual(state));
    }
    history.events().forEach(event -> history.hears(0, event));
    State state = history.replicas().get(0).state();
    assertEquals(expected(history, history.events()), actual(state));
  }

  @ParameterizedTest
  @MethodSource(SEEDS)
  void joinIsCommutativeAssociativeIdempotent(long seed) {
    History<O> history = history(seed);
    State a = history.anyState();
    State b = history.anyState();
    State c = history.anyState();
    assertEquals(join(a, b), join(b, a));
    assertEquals(join(join(a, b), c), join(a, join(b, c)));
    assertEquals(a, join(a, a));
    assertEquals(a, join(a, State.EMPTY));
    assertEquals(a, join(State.EMPTY, a));
  }

  @ParameterizedTest
  @MethodSource(SEEDS)
  void joinIsWhatTheFormulaSaysAndTellsWhatIsNew(long seed) {
    History<O> history = history(seed);
    State state = history.anyState();
    State other = history.anyState();
    Formula before = Formula.of(state);
    Formula after = before.join(Formula.of(other));
    Joined joined = state.join(other);
    assertEquals(after, Formula.of(joined.state()));
    assertEquals(after.without(before), new HashSet<>(joined.added()));
    assertEquals(before.without(after), new HashSet<>(joined.removed()));
    assertEquals(!after.equals(before), joined.changed());
  }

  @ParameterizedTest
  @MethodSource(SEEDS)
  void joiningTheDeltaIsTheOperation(long seed) {
    History<O> history = history(seed);
    Replica<O> replica = history.replicas().get(0);
    Formula before = Formula.of(replica.state());
    State delta = replica.does(operation(history.random()));
    Formula after = Formula.of(replica.state());
    Set<Item> put = Formula.of(delta).live();
    assertEquals(put, after.without(before));
    assertTrue(before.without(after).stream().allMatch(item -> knows(delta, item)));
    assertTrue(replica.state().context().covers(delta.context()));
  }

  private static boolean knows(State state, Item item) {
    return state.context().contains(item.dot());
  }

  @ParameterizedTest
  @MethodSource(SEEDS)
  void replicasThatHeardTheSameAreEqual(long seed) {
    History<O> history = history(seed);
    for (int i = 0; i < history.replicas().size(); i++) {
      List<Event<O>> all = new ArrayList<>(history.events());
      all.addAll(history.events().subList(0, history.events().size() / 2));
      Collections.shuffle(all, history.random());
      for (Event<O> event : all) {
        history.hears(i, event);
      }
    }
    Replica<O> first = history.replicas().get(0);
    for (Replica<O> replica : history.replicas()) {
      assertEquals(first.state(), replica.state());
      assertEquals(first.digest(), replica.digest());
    }
  }

  @ParameterizedTest
  @MethodSource(SEEDS)
  void deltasMayBeJoinedAmongThemselvesFirst(long seed) {
    History<O> history = history(seed);
    State one = State.EMPTY;
    State two = State.EMPTY;
    State all = State.EMPTY;
    for (Event<O> event : history.events()) {
      all = join(all, event.delta());
      if (history.random().nextBoolean()) {
        one = join(one, event.delta());
      } else {
        two = join(two, event.delta());
      }
    }
    assertEquals(all, join(one, two));
  }

  @ParameterizedTest
  @MethodSource(SEEDS)
  void digestsAreEqualExactlyIfTheLiveContentIs(long seed) {
    List<State> states = history(seed).states();
    for (State a : states) {
      State b = states.get(states.size() - 1);
      boolean sameContent = Formula.of(a).live().equals(Formula.of(b).live());
      assertEquals(sameContent, DIGESTER.of(a).equals(DIGESTER.of(b)));
    }
  }

  @ParameterizedTest
  @MethodSource(SEEDS)
  void equalStatesHaveEqualBytesAndBytesComeBack(long seed) throws MalformedBytes {
    for (State state : history(seed).states()) {
      ByteReader in = new ByteReader(state.toBytes());
      State read = State.read(in);
      in.end();
      assertEquals(state.toBytes(), read.toBytes());
      assertEquals(Formula.of(state), Formula.of(read));
      assertEquals(actual(state), actual(read));
    }
  }

  @ParameterizedTest
  @MethodSource(SEEDS)
  void operationsComeBackFromBytes(long seed) throws MalformedBytes {
    for (Event<O> event : history(seed).events()) {
      ByteWriter out = new ByteWriter();
      event.operation().write(out);
      ByteReader in = new ByteReader(out.toBytes());
      assertEquals(event.operation(), type().readOperation(in, StandardTypes.catalogue()));
      in.end();
    }
  }

  @ParameterizedTest
  @MethodSource(SEEDS)
  void sinceBringsExactlyWhatThePeerLacks(long seed) {
    History<O> history = history(seed);
    State mine = history.anyState();
    State peer = history.anyState();
    State answer = mine.since(peer.context(), Optional.of(peer.live()));
    assertEquals(join(peer, mine), join(peer, answer));
    for (Item item : answer.items()) {
      assertTrue(!knows(peer, item));
    }
    State news = mine.since(peer.context(), Optional.empty());
    assertEquals(join(peer, mine).context(), join(peer, news).context());
    assertEquals(mine, mine.since(CausalContext.EMPTY, Optional.empty()));
  }

  @ParameterizedTest
  @MethodSource(SEEDS)
  void partsInAnyOrderGiveTheWhole(long seed) {
    History<O> history = history(seed);
    State whole = history.anyState();
    for (int maxBytes : new int[] {1, 60, 150, 1_000_000}) {
      List<State> parts = new ArrayList<>(whole.parts(maxBytes));
      Collections.shuffle(parts, history.random());
      State base = history.random().nextBoolean() ? State.EMPTY : history.anyState();
      State joined = base;
      for (State part : parts) {
        assertTrue(part.toBytes().length() <= maxBytes || part.size() <= 1);
        joined = join(joined, part);
      }
      assertEquals(join(base, whole), joined);
    }
    assertTrue(whole.parts(1_000_000).size() <= 1);
  }

  @ParameterizedTest
  @MethodSource(SEEDS)
  void forgettingWhatAllHaveAppliedChangesNothingThatIsSeen(long seed) {
    History<O> history = history(seed);
    for (Event<O> event : history.events()) {
      for (int i = 0; i < history.replicas().size(); i++) {
        history.hears(i, event);
      }
    }
    CausalContext all = history.replicas().get(0).state().context();
    Clock horizon = new Clock(all);
    State state = history.replicas().get(0).state();
    State forgot = state.forget(horizon);
    assertTrue(state.mayForget() || (state.size() > 0 && state.context().equals(state.live())));
    assertEquals(DIGESTER.of(state), DIGESTER.of(forgot));
    State later = history.replicas().get(1).does(operation(history.random()));
    assertEquals(actual(join(state, later)), actual(join(forgot, later)));
    assertEquals(join(state, later).forget(horizon), join(forgot, later).forget(horizon));
  }
}
