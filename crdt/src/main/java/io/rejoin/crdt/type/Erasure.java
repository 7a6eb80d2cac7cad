package io.rejoin.crdt.type;

import io.rejoin.crdt.Catalogue;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.Slot;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.type.counter.BoundedCounter;

/**
 * What can be done to an entry of any type: take away all that is seen of it. What others write
 * meanwhile, without having seen that, stays: of a counter all that such a writer had ever counted,
 * as its item holds the whole sum.
 */
public final class Erasure implements CrdtType<Erasure.Erase> {
  public static final Erasure TYPE = new Erasure();

  /** Removes everything. */
  public record Erase() implements Operation {
    @Override
    public void write(ByteWriter out) {}
  }

  private Erasure() {}

  /** Bounded counters cannot be erased: that would take rights from those who may be selling. */
  public static boolean canErase(int type) {
    return type != BoundedCounter.TYPE.id();
  }

  /** No entry is of this type. */
  @Override
  public int id() {
    return 0;
  }

  @Override
  public String name() {
    return "erasure";
  }

  @Override
  public void apply(Slot slot, Erase erase) {
    slot.clear();
  }

  @Override
  public Erase readOperation(ByteReader in, Catalogue nestable) {
    return new Erase();
  }
}
