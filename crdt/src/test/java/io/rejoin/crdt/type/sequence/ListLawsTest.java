package io.rejoin.crdt.type.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rejoin.crdt.CrdtLaws;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.History;
import io.rejoin.crdt.History.Event;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.sequence.Anywhere.Kind;
import io.rejoin.crdt.type.sequence.Anywhere.Step;
import java.util.List;
import java.util.Random;

/** The laws; and which elements are in a list: all inserted and not deleted ones, each once. */
class ListLawsTest extends CrdtLaws<Step> {
  private final Anywhere type = Anywhere.inList();

  @Override
  protected CrdtType<Step> type() {
    return type;
  }

  @Override
  protected Step operation(Random random) {
    return type.step(random, Kind.INSERT, Kind.DELETE, Kind.MOVE);
  }

  @Override
  protected Object expected(History<Step> history, List<Event<Step>> heard) {
    return type.left(heard);
  }

  @Override
  protected Object actual(State state) {
    List<Bytes> elements = ReplicatedList.elements(state);
    assertEquals(elements, ReplicatedList.elements(state.root()));
    assertEquals(elements.size(), ReplicatedList.size(state));
    return elements.stream().map(Bytes::utf8).sorted().toList();
  }
}
