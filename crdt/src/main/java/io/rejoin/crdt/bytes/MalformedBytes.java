package io.rejoin.crdt.bytes;

/**
 * Bytes that are not the canonical form of anything: says what was expected and at which offset.
 * Nothing has changed when it is thrown. It has no stack trace, so that a flood of bad frames stays
 * cheap.
 */
public final class MalformedBytes extends Exception {
  private static final long serialVersionUID = 1;

  private final int offset;

  public MalformedBytes(String what, int offset) {
    super(what + " at offset " + offset, null, false, false);
    this.offset = offset;
  }

  public int offset() {
    return offset;
  }
}
