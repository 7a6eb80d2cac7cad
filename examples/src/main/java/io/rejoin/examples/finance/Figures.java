package io.rejoin.examples.finance;

import io.rejoin.Codec;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;

/**
 * What a branch says of its own day. It says totals, not what was added: said twice is said once.
 * They only grow, so the greatest is the latest; that is why the bytes sort like the numbers.
 *
 * @param lines how many it has booked
 * @param amount their sum, in cents
 * @param closed whether it takes no more orders of that day
 */
public record Figures(long lines, long amount, boolean closed) {
  public static final Figures NONE = new Figures(0, 0, false);

  static final Codec<Figures> CODEC = new FiguresCodec();

  public Figures {
    if (lines < 0 || amount < 0) {
      throw new IllegalArgumentException(lines + " lines of " + amount + " cents");
    }
  }

  /**
   * With a line more.
   *
   * @throws ArithmeticException if the sum does not fit 63 bits
   */
  public Figures plus(Transfer line) {
    return new Figures(lines + 1, Math.addExact(amount, line.amount()), closed);
  }

  Figures close() {
    return new Figures(lines, amount, true);
  }

  /** Whether both count the same lines. */
  boolean sameLines(Figures other) {
    return lines == other.lines && amount == other.amount;
  }

  @Override
  public String toString() {
    return lines + " lines, " + Money.text(amount) + (closed ? ", closed" : ", open");
  }

  private static final class FiguresCodec implements Codec<Figures> {
    @Override
    public Bytes encode(Figures figures) {
      return new ByteWriter()
          .fixed64(figures.lines)
          .fixed64(figures.amount)
          .u8(figures.closed ? 1 : 0)
          .toBytes();
    }

    @Override
    public Figures decode(Bytes bytes) throws MalformedBytes {
      ByteReader in = new ByteReader(bytes);
      long lines = in.fixed64();
      long amount = in.fixed64();
      in.check(lines >= 0 && amount >= 0, "figures below zero");
      int closed = in.u8();
      in.check(closed <= 1, "neither open nor closed");
      in.end();
      return new Figures(lines, amount, closed == 1);
    }

    @Override
    public boolean canonical() {
      return true;
    }
  }
}
