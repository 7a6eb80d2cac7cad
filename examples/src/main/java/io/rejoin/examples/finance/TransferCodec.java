package io.rejoin.examples.finance;

import io.rejoin.Codec;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;

/**
 * Lines as bytes: a version, then id, from, to, amount, branch and text. Canonical, as lines are
 * elements: the same line is there once.
 */
final class TransferCodec implements Codec<Transfer> {
  static final Codec<Transfer> CODEC = new TransferCodec();

  private static final int VERSION = 1;
  private static final int BYTES_PER_CHARACTER = 3;

  private TransferCodec() {}

  @Override
  public Bytes encode(Transfer line) {
    ByteWriter out = new ByteWriter().u8(VERSION);
    write(line, out);
    return out.toBytes();
  }

  static void write(Transfer line, ByteWriter out) {
    out.text(line.id())
        .text(line.from())
        .text(line.to())
        .varint(line.amount())
        .text(line.branch())
        .text(line.text());
  }

  @Override
  public Transfer decode(Bytes bytes) throws MalformedBytes {
    ByteReader in = new ByteReader(bytes);
    in.check(in.u8() == VERSION, "a line of the ledger of another version");
    Transfer line = read(in);
    in.end();
    return line;
  }

  static Transfer read(ByteReader in) throws MalformedBytes {
    int start = in.offset();
    String id = in.text(Transfer.MAX_ID);
    String from = in.text(Transfer.MAX_NAME);
    String to = in.text(Transfer.MAX_NAME);
    long amount = in.varint(Transfer.MAX_AMOUNT);
    String branch = in.text(Transfer.MAX_NAME);
    String text = in.text(Transfer.MAX_TEXT * BYTES_PER_CHARACTER);
    try {
      return new Transfer(id, from, to, amount, branch, text);
    } catch (IllegalArgumentException refused) {
      throw new MalformedBytes("no line of a ledger: " + refused.getMessage(), start);
    }
  }

  @Override
  public boolean canonical() {
    return true;
  }
}
