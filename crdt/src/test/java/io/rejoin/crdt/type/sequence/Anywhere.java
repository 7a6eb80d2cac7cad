package io.rejoin.crdt.type.sequence;

import io.rejoin.crdt.Catalogue;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.Slot;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A list whose operations are possible in any state: where they go is a fraction of what is there.
 * Remembers what each of them deleted.
 */
final class Anywhere implements CrdtType<Anywhere.Step> {
  enum Kind {
    INSERT,
    DELETE,
    MOVE
  }

  private static final int PARTS = 1000;

  /** Where in thousandths, how many or where to, and what. */
  record Step(Kind kind, int where, int more, String name) implements Operation {
    @Override
    public void write(ByteWriter out) {
      out.text(kind.name()).varint(where).varint(more).text(name);
    }

    List<String> elements() {
      List<String> elements = new ArrayList<>();
      for (int i = 0; kind == Kind.INSERT && i < more; i++) {
        elements.add(name + "." + i);
      }
      return elements;
    }
  }

  private final Map<Step, List<String>> deleted = new HashMap<>();

  /** One of these kinds, the first of them as often as the others together. */
  static Step step(Random random, Kind... kinds) {
    Kind kind = random.nextBoolean() ? kinds[0] : kinds[random.nextInt(kinds.length)];
    int more = kind == Kind.MOVE ? random.nextInt(PARTS) : 1 + random.nextInt(3);
    if (kind == Kind.INSERT && random.nextInt(10) == 0) {
      more = 70;
    }
    return new Step(kind, random.nextInt(PARTS + 1), more, "e" + random.nextInt(1 << 30));
  }

  List<String> deletedBy(Step step) {
    return deleted.getOrDefault(step, List.of());
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
    List<Bytes> before = ReplicatedList.elements(slot.seen());
    ReplicatedList.Change change = change(step, before.size());
    if (change instanceof ReplicatedList.Delete delete) {
      List<Bytes> gone = before.subList(delete.index(), delete.index() + delete.count());
      deleted.put(step, gone.stream().map(Bytes::utf8).toList());
    }
    ReplicatedList.TYPE.apply(slot, change);
  }

  @Override
  public Step readOperation(ByteReader in, Catalogue nestable) throws MalformedBytes {
    Kind kind = Kind.valueOf(in.text(PARTS));
    return new Step(kind, (int) in.varint(PARTS), (int) in.varint(PARTS), in.text(PARTS));
  }
}
