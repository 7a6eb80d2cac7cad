package io.rejoin.crdt.type.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rejoin.crdt.CrdtLaws;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.History;
import io.rejoin.crdt.History.Event;
import io.rejoin.crdt.State;
import io.rejoin.crdt.type.sequence.Anywhere.Kind;
import io.rejoin.crdt.type.sequence.Anywhere.Step;
import java.util.List;
import java.util.Random;

/** The laws; and what is in a text: all that was typed and not deleted, each once. */
class TextLawsTest extends CrdtLaws<Step> {
  private final Anywhere type = Anywhere.inText();

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
    String text = ReplicatedText.text(state);
    assertEquals(text, ReplicatedText.text(state.root()));
    assertEquals(text.codePointCount(0, text.length()), ReplicatedText.size(state));
    return text.codePoints().mapToObj(Character::toString).sorted().toList();
  }
}
