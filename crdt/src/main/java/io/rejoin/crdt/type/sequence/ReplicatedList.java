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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * A list that several sites edit at once. An operation names indexes of the list that its writer
 * sees; they are translated to places when it is carried out, so what others do meanwhile does not
 * shift it. What two sites insert at the same index stays in one piece each, in whatever direction
 * they went.
 *
 * <table>
 * <caption>Operations that did not see each other</caption>
 * <tr><th>here</th><th>there</th><th>outcome</th></tr>
 * <tr><td>insert a, b at i, one after the other</td><td>insert x, y so at i</td><td>a, b, x, y or
 * x, y, a, b, everywhere the same</td></tr>
 * <tr><td>insert b, then a, both at i</td><td>insert y, then x, both at i</td><td>a, b, x, y or x,
 * y, a, b</td></tr>
 * <tr><td>delete x</td><td>delete x</td><td>x is gone, once</td></tr>
 * <tr><td>delete x and its neighbours</td><td>insert y beside x</td><td>y stays, where they
 * were</td></tr>
 * <tr><td>delete x</td><td>move x</td><td>x is gone</td></tr>
 * <tr><td>move x at 10:00</td><td>move x at 10:01</td><td>x is where the later put it, and nowhere
 * else; at the same time the greater run decides</td></tr>
 * <tr><td>move x</td><td>insert y beside x</td><td>y stays where x was</td></tr>
 * <tr><td>remove a field that holds the list</td><td>insert y in it</td><td>y alone</td></tr>
 * <tr><td>remove a field that holds the list</td><td>delete or move x in it</td><td>an empty
 * list</td></tr>
 * </table>
 *
 * <h2>The order</h2>
 *
 * Places form a tree, after Fugue (M. Weidner, M. Kleppmann, "The Art of the Fugue: Minimizing
 * Interleaving in Collaborative Text Editing", 2023, Algorithm 1): the order is left children, the
 * place, right children. A new element becomes a right child of the place before it, or, if that
 * has right children, a left child of the place behind it. So a run of insertions forwards is a
 * chain of right children and one backwards a chain of left children, and each is one subtree,
 * which nothing concurrent can cut. This gives the strong list specification (H. Attiya et al.,
 * "Specification and Complexity of Collaborative Text Editing", PODC 2016).
 *
 * <p>Between two elements there may be places of deleted ones. Fugue inserts before them; here a
 * new element comes behind them, which is the same seen from the right. So a letter after one that
 * was taken back goes on in the same chain.
 *
 * <h2>How it is kept</h2>
 *
 * A <em>chunk</em> is a chain of up to 64 right children that one run inserted, and a path
 * component. What lies there is one item, a version of the chunk: its parent, its length, which of
 * its places are deleted, the content of the others. The run that began a chunk may make it longer;
 * anybody may delete in it; either replaces the versions that were seen. Concurrent versions are
 * put together by the reader: the greatest length, all the deletions. Every new version says what
 * all it replaces said, so a deletion never comes back. A chain's next place comes before all other
 * right children, so a chunk never has to be cut.
 *
 * <p>In a field of a map every element has a chunk of its own, and only a deletion or a move
 * replaces it, with a version that shows nothing. So removing the field takes exactly what it saw.
 *
 * <p>Deleted elements keep their places, since others may hang under them: a few bytes for each
 * chunk, without content. They are never forgotten in this version; {@link #vacant} counts them,
 * and they count towards {@link #MAX_ELEMENTS}. What hangs under a place that is not here is shown
 * at the end.
 *
 * <h2>Moves</h2>
 *
 * After M. Kleppmann, "Moving Elements in List CRDTs", PaPoC 2020: a move makes a new place which
 * names the element, and the time. The element is shown at the place with the greatest time, then
 * run; so it is never there twice, as with deleting and inserting. A deletion deletes the element
 * itself, wherever it is shown.
 *
 * <h2>Cost</h2>
 *
 * An operation or a delta costs O(what it changes) and a short scan, through an index of the order
 * that a state hands on to its successor ({@link io.rejoin.crdt.Derived}). Reading costs O(what is
 * read), O(n log n) if there is no index yet. In a field of a map there never is one, so an
 * operation costs that too: a long list is better an entry of its own.
 */
public final class ReplicatedList implements CrdtType<ReplicatedList.Change> {
  public static final ReplicatedList TYPE = new ReplicatedList();

  /** Bytes in one element. */
  public static final int MAX_ELEMENT = Notation.MAX_ELEMENT;

  /** Bytes in one insertion, with two or three for the length of each element. */
  public static final int MAX_INSERTION = Sequence.MAX_INSERTION;

  /** Elements in one list, those that were deleted too. */
  public static final int MAX_ELEMENTS = Sequence.MAX_PLACES;

  private static final int INSERT = 1;
  private static final int DELETE = 2;
  private static final int MOVE = 3;

  /** The operations of this type. */
  public sealed interface Change extends Operation {}

  /** Inserts elements, the first of them at this index. */
  public record Insert(int index, List<Bytes> elements) implements Change {
    public Insert {
      Sequence.checkIndex(index);
      elements = List.copyOf(elements);
      long bytes = 0;
      for (Bytes element : elements) {
        if (element.length() > MAX_ELEMENT) {
          throw new IllegalArgumentException(
              element.length() + " bytes in an element, at most " + MAX_ELEMENT + " are allowed");
        }
        bytes += ByteWriter.varintSize(element.length()) + element.length();
      }
      Sequence.checkInsertion((int) Math.min(bytes, Integer.MAX_VALUE));
    }

    @Override
    public void write(ByteWriter out) {
      out.u8(INSERT).varint(index).varint(elements.size());
      elements.forEach(out::bytes);
    }

    private Bytes content() {
      ByteWriter out = new ByteWriter();
      elements.forEach(out::bytes);
      return out.toBytes();
    }
  }

  /** Deletes so many elements from this index on. */
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

  /** Moves the element at one index so that it has the other one afterwards. */
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

  private ReplicatedList() {}

  @Override
  public int id() {
    return 21;
  }

  @Override
  public String name() {
    return "list";
  }

  /**
   * Carries an operation out; its indexes are those of the list that is seen here.
   *
   * @throws IllegalArgumentException if there is no such index, or the list would be too long
   */
  @Override
  public void apply(Slot slot, Change change) {
    slot.derive(SequenceIndex.OF_LIST, index -> {
      Editor editor = new Editor(slot, index);
      if (change instanceof Insert insert) {
        editor.insert(insert.index(), insert.content(), insert.elements().size());
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
    in.check(kind >= INSERT && kind <= MOVE, "unknown operation of a list");
    int first = (int) in.varint(Integer.MAX_VALUE);
    if (kind == INSERT) {
      return readInsert(first, in);
    }
    int second = (int) in.varint(Integer.MAX_VALUE);
    return kind == DELETE ? new Delete(first, second) : new Move(first, second);
  }

  private static Insert readInsert(int index, ByteReader in) throws MalformedBytes {
    int count = in.count(1);
    int start = in.offset();
    List<Bytes> elements = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      elements.add(in.bytes(MAX_ELEMENT));
      in.check(in.offset() - start <= MAX_INSERTION, "insertion above the limit");
    }
    return new Insert(index, elements);
  }

  public static List<Bytes> elements(State state) {
    return state.derive(SequenceIndex.OF_LIST, index -> elements(index, 0, Sequence.size(index)));
  }

  public static List<Bytes> elements(View view) {
    SequenceIndex index = anew(view);
    return elements(index, 0, Sequence.size(index));
  }

  private static SequenceIndex anew(View view) {
    return SequenceIndex.OF_LIST.anew().apply(view);
  }

  private static List<Bytes> elements(SequenceIndex index, int from, int to) {
    Objects.checkFromToIndex(from, to, Sequence.size(index));
    List<Bytes> elements = new ArrayList<>(to - from);
    index.order().forEach(from, to, (chunk, places) -> {
      ByteReader in = new ByteReader(index.content(chunk, places));
      try {
        while (in.remaining() > 0) {
          elements.add(in.bytes(MAX_ELEMENT));
        }
      } catch (MalformedBytes e) {
        throw new IllegalStateException("content that was found good", e);
      }
    });
    return Collections.unmodifiableList(elements);
  }

  /**
   * The elements in {@code [from, to)}.
   *
   * @throws IndexOutOfBoundsException if the list has no such indexes
   */
  public static List<Bytes> range(State state, int from, int to) {
    return state.derive(SequenceIndex.OF_LIST, index -> elements(index, from, to));
  }

  /**
   * The element at this index.
   *
   * @throws IndexOutOfBoundsException if the list has no such index
   */
  public static Bytes element(State state, int index) {
    return range(state, index, Math.addExact(index, 1)).get(0);
  }

  public static int size(State state) {
    return state.derive(SequenceIndex.OF_LIST, Sequence::size);
  }

  /** The number of elements. */
  public static int size(View view) {
    return Sequence.size(anew(view));
  }

  public static int vacant(State state) {
    return state.derive(SequenceIndex.OF_LIST, Sequence::vacant);
  }

  /** How many places are kept of elements that were deleted, or moved elsewhere. */
  public static int vacant(View view) {
    return Sequence.vacant(anew(view));
  }
}
