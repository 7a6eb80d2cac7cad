package io.rejoin.crdt.type.sequence;

import io.rejoin.crdt.Catalogue;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.Slot;
import io.rejoin.crdt.State;
import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;

/**
 * A text that several sites edit at once: a {@link ReplicatedList} of code points, with the same
 * outcome of every concurrent case. All indexes and sizes count code points, as {@link
 * String#codePointCount} does, and neither chars nor what a reader takes for one letter.
 *
 * <table>
 * <caption>Operations that did not see each other</caption>
 * <tr><th>here</th><th>there</th><th>outcome</th></tr>
 * <tr><td>type "one" at i</td><td>type "two" at i</td><td>onetwo or twoone, everywhere the
 * same</td></tr>
 * <tr><td>type "one" letter by letter backwards</td><td>type "two" so at the same
 * index</td><td>onetwo or twoone</td></tr>
 * <tr><td>replace "colour" by "color"</td><td>replace "colour" by "hue"</td><td>both new words; the
 * old one is gone</td></tr>
 * <tr><td>delete a paragraph</td><td>type into it</td><td>what was typed stays</td></tr>
 * </table>
 */
public final class ReplicatedText implements CrdtType<ReplicatedText.Change> {
  public static final ReplicatedText TYPE = new ReplicatedText();

  /** Bytes of UTF-8 in one insertion. */
  public static final int MAX_INSERTION = Sequence.MAX_INSERTION;

  /** Code points in one text, those that were deleted too. */
  public static final int MAX_CODE_POINTS = Sequence.MAX_PLACES;

  private static final int INSERT = 1;
  private static final int DELETE = 2;
  private static final int MOVE = 3;

  /** The operations of this type. */
  public sealed interface Change extends Operation {}

  /** Inserts a text, its first code point at this index. Well-formed UTF-16 only. */
  public record Insert(int index, String text) implements Change {
    public Insert {
      Sequence.checkIndex(index);
      Bytes content = Bytes.utf8(text);
      Sequence.checkInsertion(content.length());
      if (!content.utf8().equals(text)) {
        throw new IllegalArgumentException("half of a surrogate pair in a text");
      }
    }

    @Override
    public void write(ByteWriter out) {
      out.u8(INSERT).varint(index).text(text);
    }
  }

  /** Deletes so many code points from this index on. */
  public record Delete(int index, int count) implements Change {
    public Delete {
      Sequence.checkIndex(index);
      Sequence.checkIndex(count);
    }

    @Override
    public void write(ByteWriter out) {
      out.u8(DELETE).varint(index).varint(count);
    }
  }

  /** Moves the code point at one index so that it has the other one afterwards. */
  public record Move(int from, int to) implements Change {
    public Move {
      Sequence.checkIndex(from);
      Sequence.checkIndex(to);
    }

    @Override
    public void write(ByteWriter out) {
      out.u8(MOVE).varint(from).varint(to);
    }
  }

  private ReplicatedText() {}

  @Override
  public int id() {
    return 22;
  }

  @Override
  public String name() {
    return "text";
  }

  /**
   * Carries an operation out; its indexes are those of the text that is seen here.
   *
   * @throws IllegalArgumentException if there is no such index, or the text would be too long
   */
  @Override
  public void apply(Slot slot, Change change) {
    slot.derive(SequenceIndex.OF_TEXT, index -> {
      Editor editor = new Editor(slot, index);
      if (change instanceof Insert insert) {
        int count = insert.text().codePointCount(0, insert.text().length());
        editor.insert(insert.index(), Bytes.utf8(insert.text()), count);
      } else if (change instanceof Delete delete) {
        editor.delete(delete.index(), delete.count());
      } else if (change instanceof Move move) {
        editor.move(move.from(), move.to());
      }
      return change;
    });
  }

  @Override
  public Change readOperation(ByteReader in, Catalogue nestable) throws MalformedBytes {
    int kind = in.u8();
    in.check(kind >= INSERT && kind <= MOVE, "unknown operation of a text");
    int first = (int) in.varint(Integer.MAX_VALUE);
    if (kind == INSERT) {
      return new Insert(first, in.text(MAX_INSERTION));
    }
    int second = (int) in.varint(Integer.MAX_VALUE);
    return kind == DELETE ? new Delete(first, second) : new Move(first, second);
  }

  public static String text(State state) {
    return state.derive(SequenceIndex.OF_TEXT, ReplicatedText::text);
  }

  public static String text(View view) {
    return text(anew(view));
  }

  private static String text(SequenceIndex index) {
    return Sequence.content(index).utf8();
  }

  private static SequenceIndex anew(View view) {
    return SequenceIndex.OF_TEXT.anew().apply(view);
  }

  /**
   * The code points in {@code [from, to)}.
   *
   * @throws IndexOutOfBoundsException if the text has no such indexes
   */
  public static String range(State state, int from, int to) {
    return state.derive(
        SequenceIndex.OF_TEXT, index -> Sequence.content(index, from, to).utf8());
  }

  public static int size(State state) {
    return state.derive(SequenceIndex.OF_TEXT, Sequence::size);
  }

  /** The number of code points. */
  public static int size(View view) {
    return Sequence.size(anew(view));
  }

  public static int vacant(State state) {
    return state.derive(SequenceIndex.OF_TEXT, Sequence::vacant);
  }

  /** How many places are kept of what was deleted, or moved elsewhere. */
  public static int vacant(View view) {
    return Sequence.vacant(anew(view));
  }
}
