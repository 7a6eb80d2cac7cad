package io.rejoin.crdt;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.ReplicaId;

/** The barest type, to test the frame: puts and takes away items at any path. */
final class Pile implements CrdtType<Pile.Change> {
  static final Pile TYPE = new Pile();

  /** Puts a value at a path, or takes away what is live there and deeper. */
  record Change(boolean put, Path path, Bytes value) implements Operation {
    @Override
    public void write(ByteWriter out) {
      out.u8(put ? 1 : 0);
      path.write(out);
      out.bytes(value);
    }
  }

  static Change put(String value, String... path) {
    return new Change(true, path(path), Bytes.utf8(value));
  }

  static Change clear(String... path) {
    return new Change(false, path(path), Bytes.EMPTY);
  }

  static Path path(String... components) {
    Path path = Path.ROOT;
    for (String component : components) {
      path = path.child(Bytes.utf8(component));
    }
    return path;
  }

  static Dot dot(long run, long number) {
    return new Dot(new ReplicaId(run), number);
  }

  @Override
  public int id() {
    return 1000;
  }

  @Override
  public String name() {
    return "pile";
  }

  @Override
  public void apply(Slot slot, Change change) {
    Slot at = slot;
    for (Bytes component : change.path().components()) {
      at = at.child(component);
    }
    if (change.put()) {
      at.put(change.value());
    } else {
      at.clear();
    }
  }

  @Override
  public Change readOperation(ByteReader in, Catalogue nestable) throws MalformedBytes {
    return new Change(in.u8() == 1, Path.read(in), in.bytes(Item.MAX_VALUE));
  }
}
