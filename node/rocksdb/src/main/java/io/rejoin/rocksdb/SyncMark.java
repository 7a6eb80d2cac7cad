package io.rejoin.rocksdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * Remembers how far the log of the engine was synced: if less is there at the next start, the log
 * was damaged, which the engine takes for an ordinary torn end. The mark itself is not synced: one
 * that is old or torn only says less.
 */
final class SyncMark implements AutoCloseable {
  private static final int SIZE = 12;

  private final FileChannel file;

  SyncMark(Path path) throws IOException {
    file = FileChannel.open(
        path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** The last mark, 0 if there is none. */
  long read() throws IOException {
    ByteBuffer in = ByteBuffer.allocate(SIZE);
    int read;
    do {
      read = file.read(in, in.position());
    } while (read > 0);
    if (in.flip().remaining() < SIZE) {
      return 0;
    }
    long mark = in.getLong();
    return in.getInt() == checksum(mark) ? mark : 0;
  }

  void write(long mark) throws IOException {
    ByteBuffer out =
        ByteBuffer.allocate(SIZE).putLong(mark).putInt(checksum(mark)).flip();
    while (out.hasRemaining()) {
      file.write(out, out.position());
    }
  }

  private static int checksum(long mark) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(Long.BYTES).putLong(mark).flip());
    return (int) crc.getValue();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
