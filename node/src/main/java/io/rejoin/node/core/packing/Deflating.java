package io.rejoin.node.core.packing;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** DEFLATE (RFC 1951) without a head, at the level that takes least time: the JDK has it. */
final class Deflating implements Packing {

  @Override
  public int id() {
    return 1;
  }

  @Override
  public Bytes pack(Bytes plain) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    try {
      deflater.setInput(plain.asByteBuffer());
      deflater.finish();
      byte[] out = new byte[plain.length()];
      int length = deflater.deflate(out);
      return deflater.finished() ? Bytes.wrap(Arrays.copyOf(out, length)) : plain;
    } finally {
      deflater.end();
    }
  }

  @Override
  public Bytes unpack(Bytes packed, int length) throws MalformedBytes {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(packed.asByteBuffer());
      byte[] out = new byte[length];
      int got = 0;
      while (got < length && !inflater.needsInput() && !inflater.needsDictionary()) {
        int more = inflater.inflate(out, got, length - got);
        if (more == 0) {
          break;
        }
        got += more;
      }
      boolean isWhole = got == length && inflater.inflate(new byte[1]) == 0 && inflater.finished();
      if (!isWhole || inflater.getRemaining() > 0) {
        throw new MalformedBytes("not packed from " + length + " bytes", got);
      }
      return Bytes.wrap(out);
    } catch (DataFormatException e) {
      throw new MalformedBytes("not packed: " + e.getMessage(), 0);
    } finally {
      inflater.end();
    }
  }
}
