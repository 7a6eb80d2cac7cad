package io.rejoin.crdt.type.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.Replica;
import io.rejoin.crdt.State;
import io.rejoin.crdt.TwoSites;
import io.rejoin.crdt.type.sequence.ReplicatedText.Change;
import io.rejoin.crdt.type.sequence.ReplicatedText.Delete;
import io.rejoin.crdt.type.sequence.ReplicatedText.Insert;
import io.rejoin.crdt.type.sequence.ReplicatedText.Move;
import org.junit.jupiter.api.Test;

class TextTest {
  private static final String CLEF = "\ud834\udd1e";

  private static TwoSites<Change> sites(String text) {
    return new TwoSites<>(ReplicatedText.TYPE).first(new Insert(0, text));
  }

  private static void oneOf(String one, String other, State state) {
    String text = ReplicatedText.text(state);
    assertTrue(text.equals(one) || text.equals(other), text);
  }

  @Test
  void wordsTypedAtTheSameIndexAreBothThere() {
    TwoSites<Change> sites = sites("()");
    for (int i = 0; i < 3; i++) {
      sites.here(new Insert(1 + i, "one".substring(i, i + 1)));
      sites.there(new Insert(1 + i, "two".substring(i, i + 1)));
    }
    oneOf("(onetwo)", "(twoone)", sites.afterwards());
  }

  @Test
  void wordsTypedBackwardsAreBothThere() {
    TwoSites<Change> sites = sites("()");
    for (int i = 2; i >= 0; i--) {
      sites.here(new Insert(1, "one".substring(i, i + 1)));
      sites.there(new Insert(1, "two".substring(i, i + 1)));
    }
    oneOf("(onetwo)", "(twoone)", sites.afterwards());
  }

  @Test
  void aWordReplacedTwiceIsGoneAndBothNewOnesAreThere() {
    TwoSites<Change> sites = sites("(colour)");
    sites.here(new Delete(1, 6)).here(new Insert(1, "color"));
    sites.there(new Delete(1, 6)).there(new Insert(1, "hue"));
    oneOf("(colorhue)", "(huecolor)", sites.afterwards());
  }

  @Test
  void whatIsTypedIntoADeletedParagraphStays() {
    TwoSites<Change> sites = sites("Kept. Deleted. Kept.");
    sites.here(new Delete(6, 9)).there(new Insert(10, "new "));
    assertEquals("Kept. new Kept.", ReplicatedText.text(sites.afterwards()));
  }

  @Test
  void indexesCountCodePoints() {
    Replica<Change> replica = new Replica<>(ReplicatedText.TYPE, 1);
    replica.does(new Insert(0, CLEF + "ab"));
    replica.does(new Insert(1, "\u00e9"));
    replica.does(new Move(0, 3));
    assertEquals("\u00e9ab" + CLEF, ReplicatedText.text(replica.state()));
    assertEquals(4, ReplicatedText.size(replica.state()));
    assertEquals("b" + CLEF, ReplicatedText.range(replica.state(), 2, 4));
  }

  @Test
  void typingGoesOnInTheSameItemAlsoAfterABackspace() {
    Replica<Change> replica = new Replica<>(ReplicatedText.TYPE, 1);
    for (int i = 0; i < 20; i++) {
      replica.does(new Insert(2 * i, "ab?"));
      replica.does(new Delete(2 * i + 2, 1));
    }
    assertEquals("ab".repeat(20), ReplicatedText.text(replica.state()));
    assertEquals(1, replica.state().size());
    assertEquals(20, ReplicatedText.vacant(replica.state()));
  }

  @Test
  void insertingOrDeletingNothingChangesNothing() {
    Replica<Change> replica = new Replica<>(ReplicatedText.TYPE, 1);
    assertTrue(replica.does(new Insert(0, "")).isEmpty());
    assertTrue(replica.does(new Delete(0, 0)).isEmpty());
    replica.does(new Insert(0, "ab"));
    assertTrue(replica.does(new Move(1, 1)).isEmpty());
  }

  private static void refused(Replica<Change> replica, Change change) {
    State before = replica.state();
    assertThrows(IllegalArgumentException.class, () -> replica.does(change));
    assertEquals(before, replica.state());
  }

  @Test
  void refusesIndexesThatAreNotThere() {
    Replica<Change> replica = new Replica<>(ReplicatedText.TYPE, 1);
    replica.does(new Insert(0, "abc"));
    refused(replica, new Insert(4, "x"));
    refused(replica, new Delete(2, 2));
    refused(replica, new Delete(4, 0));
    refused(replica, new Delete(1, Integer.MAX_VALUE));
    refused(replica, new Move(3, 0));
    refused(replica, new Move(0, 3));
  }

  @Test
  void refusesTextThatIsNoneOrTooLong() {
    String half = CLEF.substring(0, 1);
    String tooLong = "x".repeat(ReplicatedText.MAX_INSERTION + 1);
    assertThrows(IllegalArgumentException.class, () -> new Insert(0, half));
    assertThrows(IllegalArgumentException.class, () -> new Insert(0, tooLong));
    assertThrows(IllegalArgumentException.class, () -> new Insert(-1, ""));
    assertThrows(IllegalArgumentException.class, () -> new Delete(0, -1));
    assertThrows(IllegalArgumentException.class, () -> new Move(0, -1));
  }
}
