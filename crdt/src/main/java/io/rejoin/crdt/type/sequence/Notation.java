package io.rejoin.crdt.type.sequence;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** How elements lie one behind the other in the content of a chunk. */
enum Notation {
  /** Elements are code points, in UTF-8. */
  TEXT {
    @Override
    int end(Bytes content, int start) {
      int lead = content.at(start) & 0xff;
      return start + (lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4);
    }

    @Override
    int count(ByteReader in) throws MalformedBytes {
      Bytes content = in.raw(in.remaining());
      int count = 0;
      boolean ascii = true;
      for (int i = 0; i < content.length(); i++) {
        count += (content.at(i) & 0xc0) == 0x80 ? 0 : 1;
        ascii &= content.at(i) >= 0;
      }
      in.check(ascii || isUtf8(content.asByteBuffer()), "text is not UTF-8");
      return count;
    }

    private boolean isUtf8(ByteBuffer content) {
      try {
        StandardCharsets.UTF_8.newDecoder().decode(content);
        return true;
      } catch (CharacterCodingException e) {
        return false;
      }
    }
  },

  /** Elements are bytes, each with its length before it. */
  LIST {
    @Override
    int end(Bytes content, int start) {
      int length = 0;
      int at = start;
      int shift = 0;
      for (; content.at(at) < 0; at++, shift += 7) {
        length |= (content.at(at) & 0x7f) << shift;
      }
      return at + 1 + (length | content.at(at) << shift);
    }

    @Override
    int count(ByteReader in) throws MalformedBytes {
      int count = 0;
      for (; in.remaining() > 0; count++) {
        in.bytes(MAX_ELEMENT);
      }
      return count;
    }
  };

  static final int MAX_ELEMENT = 64 * 1024;

  /** Where the element ends that starts there, in content that was found good. */
  abstract int end(Bytes content, int start);

  /** Reads all that remains, and tells how many elements it is. */
  abstract int count(ByteReader in) throws MalformedBytes;
}
