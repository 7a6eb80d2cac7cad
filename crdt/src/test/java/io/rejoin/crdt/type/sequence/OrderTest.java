package io.rejoin.crdt.type.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.History;
import io.rejoin.crdt.Replica;
import io.rejoin.crdt.State;
import io.rejoin.crdt.TwoSites;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.sequence.Anywhere.Kind;
import io.rejoin.crdt.type.sequence.Anywhere.Step;
import io.rejoin.crdt.type.sequence.ReplicatedText.Change;
import io.rejoin.crdt.type.sequence.ReplicatedText.Insert;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The order of elements, and that the index which states hand on has it right. */
class OrderTest {
  private static final String SEEDS = "io.rejoin.crdt.Seeds#seeds";

  private static List<Place> places(State state) {
    return state.derive(SequenceIndex.OF_LIST, SequenceIndex::places);
  }

  private static List<Place> placesAnew(State state) {
    return SequenceIndex.OF_LIST.anew().apply(state.root()).places();
  }

  /** Attiya et al. 2016, Definition 3: all lists ever seen agree with one order of all elements. */
  @ParameterizedTest
  @MethodSource(SEEDS)
  void everyListEverSeenIsPartOfOneOrder(long seed) {
    Anywhere type = Anywhere.inList();
    History<Step> history =
        History.causal(seed, type, random -> type.step(random, Kind.INSERT, Kind.DELETE));
    history.events().forEach(event -> history.hears(0, event));
    List<Place> all = placesAnew(history.replicas().get(0).state());
    for (State state : history.states()) {
      List<Place> seen = placesAnew(state);
      List<Place> same = new ArrayList<>(all);
      same.retainAll(new HashSet<>(seen));
      assertEquals(same, seen);
    }
  }

  /** What an operation does at its own site is what it does to a plain list. */
  private static void applies(ReplicatedList.Change change, List<Bytes> list) {
    if (change instanceof ReplicatedList.Insert insert) {
      list.addAll(insert.index(), insert.elements());
    } else if (change instanceof ReplicatedList.Delete delete) {
      list.subList(delete.index(), delete.index() + delete.count()).clear();
    } else if (change instanceof ReplicatedList.Move move) {
      list.add(move.to(), list.remove(move.from()));
    }
  }

  /** Replicas that do something in turn, and hear of each other sooner or later, in any order. */
  private static void live(long seed, Consumer<State> look) {
    Random random = new Random(seed);
    Anywhere type = Anywhere.inList();
    List<Replica<ReplicatedList.Change>> replicas = new ArrayList<>();
    List<State> deltas = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      replicas.add(new Replica<>(ReplicatedList.TYPE, i));
    }
    for (int i = 0; i < 30 + 2 * seed; i++) {
      Replica<ReplicatedList.Change> replica = replicas.get(random.nextInt(3));
      List<Bytes> list = new ArrayList<>(ReplicatedList.elements(replica.state()));
      Step step = type.step(random, Kind.INSERT, Kind.DELETE, Kind.MOVE);
      ReplicatedList.Change change = Anywhere.change(step, list.size());
      applies(change, list);
      deltas.add(replica.does(change));
      assertEquals(list, ReplicatedList.elements(replica.state()));
      look.accept(replica.state());
      Replica<ReplicatedList.Change> reader = replicas.get(random.nextInt(3));
      int late = random.nextInt(4) == 0 ? 12 : 3;
      reader.hears(deltas.get(Math.max(0, deltas.size() - 1 - random.nextInt(late))));
      look.accept(reader.state());
    }
  }

  @ParameterizedTest
  @MethodSource(SEEDS)
  void anOperationDoesToWhatItSawWhatItSays(long seed) {
    live(seed, state -> {});
  }

  @ParameterizedTest
  @MethodSource(SEEDS)
  void theIndexThatIsHandedOnIsAsIfBuiltAnew(long seed) {
    live(seed, state -> {
      assertEquals(placesAnew(state), places(state));
      assertEquals(ReplicatedList.elements(state.root()), ReplicatedList.elements(state));
      assertEquals(ReplicatedList.vacant(state.root()), ReplicatedList.vacant(state));
    });
  }

  /** Types a word in ones and twos, forwards or backwards, and now and then a letter too many. */
  private static void type(
      Replica<Change> site, int at, String word, boolean forwards, Random random) {
    for (int i = 0; i < word.length(); ) {
      int end = Math.min(word.length(), i + 1 + random.nextInt(2));
      String letters = forwards
          ? word.substring(i, end)
          : word.substring(word.length() - end, word.length() - i);
      int index = forwards ? at + i : at;
      if (random.nextInt(4) == 0) {
        site.does(new Insert(index, "?"));
        site.does(new ReplicatedText.Delete(index, 1));
      }
      site.does(new Insert(index, letters));
      i = end;
    }
  }

  @ParameterizedTest
  @MethodSource(SEEDS)
  void whatIsTypedAtTwoSitesIsNeverMixed(long seed) {
    Random random = new Random(seed);
    String here = "here".repeat(1 + random.nextInt(40));
    String there = "THERE".repeat(1 + random.nextInt(40));
    TwoSites<Change> sites = new TwoSites<>(ReplicatedText.TYPE);
    sites.first(new Insert(0, "()"), new ReplicatedText.Delete(random.nextInt(2), 1));
    int at = random.nextInt(2);
    type(sites.replicaHere(), at, here, random.nextBoolean(), random);
    type(sites.replicaThere(), at, there, random.nextBoolean(), random);
    String text = ReplicatedText.text(sites.afterwards());
    assertTrue(text.contains(here + there) || text.contains(there + here), text);
  }
}
