package io.rejoin.crdt.persistent;

/** Copies of arrays with a few elements more or less. */
final class Slots {
  private Slots() {}

  static Object[] insert(Object[] slots, int at, Object... more) {
    Object[] grown = new Object[slots.length + more.length];
    System.arraycopy(slots, 0, grown, 0, at);
    System.arraycopy(more, 0, grown, at, more.length);
    System.arraycopy(slots, at, grown, at + more.length, slots.length - at);
    return grown;
  }

  static Object[] delete(Object[] slots, int at, int count) {
    Object[] shrunk = new Object[slots.length - count];
    System.arraycopy(slots, 0, shrunk, 0, at);
    System.arraycopy(slots, at + count, shrunk, at, shrunk.length - at);
    return shrunk;
  }
}
