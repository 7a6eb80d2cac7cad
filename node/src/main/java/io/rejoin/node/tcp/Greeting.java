package io.rejoin.node.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** The eight bytes that open a connection in each direction, so that strangers are told at once. */
final class Greeting {
  private static final byte[] BYTES = {'R', 'E', 'J', 'O', 'I', 'N', 0, 1};

  static final int LENGTH = BYTES.length;

  private Greeting() {}

  static ByteBuf bytes() {
    return Unpooled.wrappedBuffer(BYTES);
  }

  /** Whether what has arrived so far can still become a greeting. */
  static boolean fits(ByteBuf in) {
    int length = Math.min(in.readableBytes(), LENGTH);
    for (int i = 0; i < length; i++) {
      if (in.getByte(in.readerIndex() + i) != BYTES[i]) {
        return false;
      }
    }
    return true;
  }

  /** What a stranger sent instead, printable. */
  static String shown(ByteBuf in) {
    int length = Math.min(in.readableBytes(), LENGTH);
    return in.toString(in.readerIndex(), length, StandardCharsets.ISO_8859_1)
        .replaceAll("[^ -~]", ".");
  }
}
