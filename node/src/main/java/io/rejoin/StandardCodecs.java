package io.rejoin;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The codecs that come with the grid. All are canonical. */
final class StandardCodecs {
  static final Codec<String> STRING = new Text();
  static final Codec<Long> INT64 = new Int64();
  static final Codec<UUID> UUID_CODEC = new Uuid();
  static final Codec<Bytes> BYTES = new Raw();

  private StandardCodecs() {}

  /** UTF-8 of a text, refusing half surrogates, which would not come back. */
  static Bytes utf8(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (Character.charCount(text.codePointAt(i)) == 1) {
          throw new GridException.UnusableValue("the text has half a surrogate pair");
        }
        i++;
      }
    }
    return Bytes.utf8(text);
  }

  private abstract static class Canonical<T> implements Codec<T> {
    @Override
    public final boolean canonical() {
      return true;
    }
  }

  private static final class Text extends Canonical<String> {
    @Override
    public Bytes encode(String value) {
      return utf8(value);
    }

    @Override
    public String decode(Bytes bytes) throws MalformedBytes {
      try {
        return StandardCharsets.UTF_8.newDecoder().decode(bytes.asByteBuffer()).toString();
      } catch (CharacterCodingException malformed) {
        throw new MalformedBytes("no UTF-8 text", 0);
      }
    }
  }

  private static final class Int64 extends Canonical<Long> {
    @Override
    public Bytes encode(Long value) {
      byte[] bytes = new byte[Long.BYTES];
      ByteBuffer.wrap(bytes).putLong(value ^ Long.MIN_VALUE);
      return Bytes.wrap(bytes);
    }

    @Override
    public Long decode(Bytes bytes) throws MalformedBytes {
      expectLength(bytes, Long.BYTES);
      return bytes.asByteBuffer().getLong() ^ Long.MIN_VALUE;
    }
  }

  private static final class Uuid extends Canonical<UUID> {
    @Override
    public Bytes encode(UUID value) {
      byte[] bytes = new byte[2 * Long.BYTES];
      ByteBuffer.wrap(bytes)
          .putLong(value.getMostSignificantBits())
          .putLong(value.getLeastSignificantBits());
      return Bytes.wrap(bytes);
    }

    @Override
    public UUID decode(Bytes bytes) throws MalformedBytes {
      expectLength(bytes, 2 * Long.BYTES);
      ByteBuffer buffer = bytes.asByteBuffer();
      return new UUID(buffer.getLong(), buffer.getLong());
    }
  }

  private static final class Raw extends Canonical<Bytes> {
    @Override
    public Bytes encode(Bytes value) {
      return value;
    }

    @Override
    public Bytes decode(Bytes bytes) {
      return bytes;
    }
  }

  private static void expectLength(Bytes bytes, int length) throws MalformedBytes {
    if (bytes.length() != length) {
      throw new MalformedBytes(bytes.length() + " bytes instead of " + length, 0);
    }
  }
}
