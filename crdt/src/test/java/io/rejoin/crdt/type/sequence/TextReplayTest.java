package io.rejoin.crdt.type.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.Replica;
import io.rejoin.crdt.State;
import io.rejoin.crdt.type.sequence.ReplicatedText.Change;
import io.rejoin.crdt.type.sequence.ReplicatedText.Delete;
import io.rejoin.crdt.type.sequence.ReplicatedText.Insert;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A long history of typing, taking back, jumping about, pasting and cutting. */
class TextReplayTest {
  private static final int EDITS = 20_000;

  private final Random random = new Random(1);
  private final StringBuilder expected = new StringBuilder();
  private final Replica<Change> writer = new Replica<>(ReplicatedText.TYPE, 1);
  private final Replica<Change> reader = new Replica<>(ReplicatedText.TYPE, 2);
  private final List<State> deltas = new ArrayList<>();

  private void insert(int at, String text) {
    expected.insert(at, text);
    deltas.add(writer.does(new Insert(at, text)));
  }

  private void delete(int at, int count) {
    expected.delete(at, at + count);
    deltas.add(writer.does(new Delete(at, count)));
  }

  /** Some edits at one place. */
  private void stretch() {
    int cursor = random.nextInt(expected.length() + 1);
    if (random.nextInt(20) == 0) {
      insert(cursor, "pasted ".repeat(random.nextInt(40)));
      delete(cursor, Math.min(expected.length() - cursor, random.nextInt(120)));
    }
    for (int i = random.nextInt(80); i >= 0; i--) {
      if (random.nextInt(5) == 0 && cursor > 0) {
        delete(--cursor, 1);
      } else {
        insert(cursor++, Character.toString('a' + random.nextInt(26)));
      }
    }
  }

  private void write() {
    while (deltas.size() < EDITS) {
      stretch();
    }
  }

  @Test
  void theTextIsThatOfAPlainBuilderHereAndThere() {
    write();
    deltas.forEach(reader::hears);
    assertEquals(expected.toString(), ReplicatedText.text(writer.state()));
    assertEquals(expected.toString(), ReplicatedText.text(writer.state().root()));
    assertEquals(expected.toString(), ReplicatedText.text(reader.state()));
    assertEquals(writer.state(), reader.state());
  }

  @Test
  void aCharacterTakesFewBytesWhateverItWentThrough() {
    write();
    double perCharacter = (double) writer.state().toBytes().length() / expected.length();
    double perDelta =
        deltas.stream().mapToInt(delta -> delta.toBytes().length()).average().orElse(0);
    assertTrue(perCharacter < 5, perCharacter + " bytes in the state");
    assertTrue(perDelta < 100, perDelta + " bytes in a delta");
  }

  /** Local edits and those of others, moves too. */
  @Test
  void theIndexIsHandedOnAndNotBuiltAnew() {
    insert(0, "a text that is long enough for an index to be kept with it. ".repeat(10));
    reader.hears(deltas.get(0));
    SequenceIndex first = reader.state().derive(SequenceIndex.OF_TEXT, index -> index);
    for (int i = 0; i < 100; i++) {
      reader.does(new ReplicatedText.Move(i, 2 * i));
      reader.does(new Insert(3 * i, "x"));
      deltas.clear();
      stretch();
      deltas.forEach(reader::hears);
    }
    assertTrue(first == reader.state().derive(SequenceIndex.OF_TEXT, index -> index));
  }
}
