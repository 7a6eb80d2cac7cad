package io.rejoin.crdt.type.sequence;

import io.rejoin.crdt.Catalogue;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.History.Event;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.Slot;
import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A list or a text whose operations are possible in any state: where they go is a fraction of what
 * is there. No element is inserted twice. Remembers what each operation deleted.
 */
final class Anywhere implements CrdtType<Anywhere.Step> {
  enum Kind {
    INSERT,
    DELETE,
    MOVE
  }

  private static final int PARTS = 1000;
  private static final int MANY = 70;

  /** Where in thousandths; how many, or where to; and the first element to insert, by number. */
  record Step(Kind kind, int where, int more, int first) implements Operation {
    @Override
    public void write(ByteWriter out) {
      out.text(kind.name()).varint(where).varint(more).varint(first);
    }

    /** Code points that nothing else has. */
    List<String> elements() {
      int count = kind == Kind.INSERT ? more : 0;
      return IntStream.range(first, first + count).mapToObj(Character::toString).toList();
    }
  }

  private final boolean isText;
  private final Map<Step, List<String>> deleted = new HashMap<>();
  private int nextElement = Character.MIN_SUPPLEMENTARY_CODE_POINT;

  private Anywhere(boolean isText) {
    this.isText = isText;
  }

  static Anywhere inList() {
    return new Anywhere(false);
  }

  static Anywhere inText() {
    return new Anywhere(true);
  }

  /** One of these kinds, the first of them as often as the others together. */
  Step step(Random random, Kind... kinds) {
    Kind kind = random.nextBoolean() ? kinds[0] : kinds[random.nextInt(kinds.length)];
    int more = kind == Kind.MOVE ? random.nextInt(PARTS) : 1 + random.nextInt(3);
    if (kind == Kind.INSERT && random.nextInt(10) == 0) {
      more = MANY;
    }
    nextElement += MANY;
    return new Step(kind, random.nextInt(PARTS + 1), more, nextElement);
  }

  List<String> deletedBy(Step step) {
    return deleted.getOrDefault(step, List.of());
  }

  private List<String> elements(View view) {
    return isText
        ? ReplicatedText.text(view).codePoints().mapToObj(Character::toString).toList()
        : ReplicatedList.elements(view).stream().map(Bytes::utf8).toList();
  }

  /** The list's operation that this is in a list of so many elements. */
  static ReplicatedList.Change change(Step step, int size) {
    int at = step.where * size / PARTS;
    if (step.kind == Kind.INSERT) {
      return new ReplicatedList.Insert(
          at, step.elements().stream().map(Bytes::utf8).toList());
    }
    int first = size == 0 ? 0 : Math.min(at, size - 1);
    return step.kind == Kind.MOVE && size > 0
        ? new ReplicatedList.Move(first, step.more * size / PARTS)
        : new ReplicatedList.Delete(first, Math.min(step.more, size - first));
  }

  private static ReplicatedText.Change inText(ReplicatedList.Change change, Step step) {
    if (change instanceof ReplicatedList.Insert insert) {
      return new ReplicatedText.Insert(insert.index(), String.join("", step.elements()));
    }
    return change instanceof ReplicatedList.Move move
        ? new ReplicatedText.Move(move.from(), move.to())
        : delete((ReplicatedList.Delete) change);
  }

  private static ReplicatedText.Change delete(ReplicatedList.Delete delete) {
    return new ReplicatedText.Delete(delete.index(), delete.count());
  }

  @Override
  public int id() {
    return 1001;
  }

  @Override
  public String name() {
    return "anywhere";
  }

  @Override
  public void apply(Slot slot, Step step) {
    List<String> before = elements(slot.seen());
    ReplicatedList.Change change = change(step, before.size());
    if (change instanceof ReplicatedList.Delete delete) {
      deleted.put(step, before.subList(delete.index(), delete.index() + delete.count()));
    }
    if (isText) {
      ReplicatedText.TYPE.apply(slot, inText(change, step));
    } else {
      ReplicatedList.TYPE.apply(slot, change);
    }
  }

  @Override
  public Step readOperation(ByteReader in, Catalogue nestable) throws MalformedBytes {
    Kind kind = Kind.valueOf(in.text(PARTS));
    int where = (int) in.varint(PARTS);
    return new Step(kind, where, (int) in.varint(PARTS), (int) in.varint(Character.MAX_CODE_POINT));
  }

  /** All that these events inserted, without what they deleted. */
  List<String> left(List<Event<Step>> heard) {
    SortedSet<String> elements = new TreeSet<>();
    heard.forEach(event -> elements.addAll(event.operation().elements()));
    heard.forEach(event -> elements.removeAll(deletedBy(event.operation())));
    return List.copyOf(elements);
  }
}
