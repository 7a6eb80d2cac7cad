package io.rejoin.examples.finance;

import io.rejoin.Codec;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;

/**
 * What a branch is about to book, and what it had booked on both accounts before. Whoever compares
 * that with what it has booked now knows which steps were taken.
 *
 * @param line that will be in the ledger
 * @param fromBefore what this branch had added to the payer's account, less what it had taken
 * @param toBefore the same of the payee's
 */
record Intent(Transfer line, long fromBefore, long toBefore) {
  static final Codec<Intent> CODEC = new IntentCodec();

  /** Canonical, as intents are elements of a set. */
  private static final class IntentCodec implements Codec<Intent> {
    private static final int VERSION = 1;

    @Override
    public Bytes encode(Intent intent) {
      ByteWriter out = new ByteWriter().u8(VERSION);
      out.zigzag(intent.fromBefore).zigzag(intent.toBefore);
      TransferCodec.write(intent.line, out);
      return out.toBytes();
    }

    @Override
    public Intent decode(Bytes bytes) throws MalformedBytes {
      ByteReader in = new ByteReader(bytes);
      in.check(in.u8() == VERSION, "an intent of another version");
      long fromBefore = in.zigzag();
      long toBefore = in.zigzag();
      Transfer line = TransferCodec.read(in);
      in.end();
      return new Intent(line, fromBefore, toBefore);
    }

    @Override
    public boolean canonical() {
      return true;
    }
  }
}
