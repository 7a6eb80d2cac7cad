package io.rejoin.rocksdb;

import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.digest.Digest;
import io.rejoin.node.port.Store;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The values of the engine. The checksum covers the key too, so that no value is taken for that of
 * another key; a record of another version is a damaged one.
 *
 * <pre>{@code
 * base, delta  version:u8  live:u32  time:u64  mark:u64  digest:16 bytes  state  CRC32C:u32
 * metadata     version:u8  value  CRC32C:u32
 * }</pre>
 *
 * Live, time, mark and digest are those of the entry with this record, so the last one of an entry
 * tells what it is without opening any state.
 */
final class Records {
  static final int VERSION = 1;

  private static final int HEAD = 1 + 4 + 8 + 8 + 16;
  private static final int CHECKSUM = 4;

  /** What a record tells of its entry without its state. */
  record Header(int live, long time, long mark, Digest digest) {}

  private Records() {}

  /** A base or a delta. */
  static byte[] entry(byte[] key, State state, Store.Kept now) {
    Bytes content = state.toBytes();
    byte[] record = new byte[HEAD + content.length() + CHECKSUM];
    ByteBuffer out = ByteBuffer.wrap(record);
    out.put((byte) VERSION).putInt(now.live()).putLong(now.time()).putLong(now.mark());
    out.putLong(now.digest().high()).putLong(now.digest().low());
    out.put(content.asByteBuffer());
    out.putInt(checksum(key, record, out.position()));
    return record;
  }

  static byte[] meta(byte[] key, Bytes value) {
    byte[] record = new byte[1 + value.length() + CHECKSUM];
    ByteBuffer out = ByteBuffer.wrap(record);
    out.put((byte) VERSION).put(value.asByteBuffer());
    out.putInt(checksum(key, record, out.position()));
    return record;
  }

  /** Whether key and value are as they were written. */
  static boolean isWhole(byte[] key, byte[] value) {
    int head = Keys.isMeta(key) ? 1 : HEAD;
    int end = value.length - CHECKSUM;
    return end >= head
        && value[0] == VERSION
        && ByteBuffer.wrap(value).getInt(end) == checksum(key, value, end);
  }

  private static int checksum(byte[] key, byte[] value, int end) {
    CRC32C crc = new CRC32C();
    crc.update(key);
    crc.update(value, 0, end);
    return (int) crc.getValue();
  }

  /** Of a whole base or delta. */
  static Header header(byte[] value) {
    ByteBuffer in = ByteBuffer.wrap(value, 1, HEAD - 1);
    int live = in.getInt();
    long time = in.getLong();
    long mark = in.getLong();
    return new Header(live, time, mark, new Digest(in.getLong(), in.getLong()));
  }

  /** The state in a whole base or delta; none if it cannot be read all the same. */
  static Optional<State> state(byte[] value) {
    ByteReader in = new ByteReader(Bytes.copyOf(value, HEAD, value.length - CHECKSUM));
    try {
      State state = State.read(in);
      in.end();
      return Optional.of(state);
    } catch (MalformedBytes e) {
      return Optional.empty();
    }
  }

  /** The value in a whole record of metadata. */
  static Bytes value(byte[] value) {
    return Bytes.copyOf(value, 1, value.length - CHECKSUM);
  }
}
