package io.rejoin.node.data;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.SipStream;
import io.rejoin.node.core.GridIdentity;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * A file that carries news to where no link leads: parts whose content is the protocol's business.
 *
 * <pre>
 * file  := "RJBUNDLE" u16 version fixed64 fingerprint u32 shards part* u32 0 u64 bytes u32 crc32c
 *          fixed64 seal
 * part  := u32 length (1 to 64 MiB) byte{length}
 * </pre>
 *
 * <p>Big-endian. {@code fingerprint} is the grid's, {@code bytes} counts all before it, the
 * checksum is over all before it, and the seal is a SipHash over all before it with a key that
 * derives from grid name and secret. A file that is foreign, damaged or cut is refused as a whole,
 * before any part of it is looked at. Reading takes the memory of one part.
 */
public final class BundleFile {
  /** The largest part. */
  public static final int MAX_PART_BYTES = 64 << 20;
  /** The largest file. */
  public static final long MAX_BYTES = 64L << 30;

  private static final byte[] MAGIC = {'R', 'J', 'B', 'U', 'N', 'D', 'L', 'E'};
  private static final int VERSION = 1;
  private static final int TRAILER_BYTES = 8 + 4 + 8;

  /** Gives parts one after the other. */
  public interface Source {
    void writeTo(Sink sink) throws IOException;
  }

  /** Takes parts one after the other. */
  public interface Sink {
    void part(Bytes part) throws IOException;
  }

  /** A bundle that was refused as a whole; nothing was joined. */
  public static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    public Refused(Path file, String why) {
      super("the bundle " + file + " is refused: " + why + "; nothing of it was taken");
    }
  }

  private BundleFile() {}

  /**
   * Writes a file that does not exist yet; it is there as a whole or not at all.
   *
   * @return its size in bytes
   * @throws IOException if the file exists, or cannot be written
   */
  public static long write(Path file, GridIdentity grid, Source source) throws IOException {
    if (Files.exists(file)) {
      throw new IOException(file + " exists and is not written over");
    }
    Path beside = WholeFile.beside(file);
    long size;
    try (Sealing sealing = new Sealing(Files.newOutputStream(beside), grid)) {
      DataOutputStream out = new DataOutputStream(sealing);
      out.write(MAGIC);
      out.writeShort(VERSION);
      out.writeLong(grid.fingerprint());
      out.writeInt(grid.shards());
      source.writeTo(part -> {
        check(part.length());
        out.writeInt(part.length());
        out.write(part.toArray());
      });
      out.writeInt(0);
      out.writeLong(sealing.bytes);
      out.writeInt((int) sealing.crc.getValue());
      out.writeLong(sealing.seal());
      size = sealing.bytes;
    } catch (IOException | RuntimeException failure) {
      Files.deleteIfExists(beside);
      throw failure;
    }
    WholeFile.sync(beside);
    WholeFile.move(beside, file);
    return size;
  }

  private static void check(int length) throws IOException {
    if (length < 1 || length > MAX_PART_BYTES) {
      throw new IOException("a part has 1 to " + MAX_PART_BYTES + " bytes: " + length);
    }
  }

  /**
   * Checks a file from end to end, and then hands over its parts.
   *
   * @return how many there were
   * @throws Refused if it is another grid's, damaged, cut or no bundle; no part was handed over
   */
  public static int read(Path file, GridIdentity grid, Sink sink) throws IOException {
    long size = Files.size(file);
    if (size > MAX_BYTES) {
      throw new Refused(file, "it is larger than " + (MAX_BYTES >> 30) + " GiB");
    }
    try {
      walk(file, grid, size, part -> {});
      return walk(file, grid, size, sink);
    } catch (EOFException cut) {
      throw new Refused(file, "it is cut off");
    }
  }

  private static int walk(Path file, GridIdentity grid, long size, Sink sink) throws IOException {
    try (Checking checking = new Checking(Files.newInputStream(file), grid)) {
      DataInputStream in = new DataInputStream(checking);
      head(file, grid, in);
      int parts = 0;
      for (int length = in.readInt(); length != 0; length = in.readInt()) {
        if (length < 0 || length > MAX_PART_BYTES || length > size - checking.bytes) {
          throw new Refused(file, "it is damaged: a part of " + length + " bytes");
        }
        Bytes part = Bytes.wrap(in.readNBytes(length));
        if (part.length() < length) {
          throw new EOFException();
        }
        sink.part(part);
        parts++;
      }
      trailer(file, size, checking, in);
      return parts;
    }
  }

  private static void head(Path file, GridIdentity grid, DataInputStream in) throws IOException {
    if (!Bytes.wrap(in.readNBytes(MAGIC.length)).equals(Bytes.copyOf(MAGIC))) {
      throw new Refused(file, "it is no bundle");
    }
    int version = in.readUnsignedShort();
    if (version != VERSION) {
      throw new Refused(file, "it is of version " + version + ", and this is version " + VERSION);
    }
    if (in.readLong() != grid.fingerprint()) {
      throw new Refused(file, "it belongs to another grid than " + grid.name());
    }
    int shards = in.readInt();
    if (shards != grid.shards()) {
      throw new Refused(file, shards + " shards meet " + grid.shards() + " shards");
    }
  }

  private static void trailer(Path file, long size, Checking checking, DataInputStream in)
      throws IOException {
    long bytes = checking.bytes;
    boolean whole = in.readLong() == bytes && bytes + TRAILER_BYTES == size;
    int crc = (int) checking.crc.getValue();
    whole &= in.readInt() == crc;
    long seal = checking.seal();
    if (!whole || in.readLong() != seal) {
      throw new Refused(file, "it is damaged: its checksums do not fit");
    }
  }

  /** Sums up what is written. */
  private static final class Sealing extends OutputStream {
    private final OutputStream out;
    private final SipStream sip;
    private final CRC32C crc = new CRC32C();
    private long bytes;

    Sealing(OutputStream out, GridIdentity grid) {
      this.out = new BufferedOutputStream(out);
      sip = grid.key("bundle").stream64();
    }

    long seal() {
      return sip.finish64();
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] some, int from, int length) throws IOException {
      out.write(some, from, length);
      crc.update(some, from, length);
      sip.raw(Bytes.copyOf(some, from, from + length));
      bytes += length;
      if (bytes > MAX_BYTES) {
        throw new IOException("a bundle has at most " + (MAX_BYTES >> 30) + " GiB");
      }
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  /** Sums up what is read. */
  private static final class Checking extends InputStream {
    private final InputStream in;
    private final SipStream sip;
    private final CRC32C crc = new CRC32C();
    private long bytes;

    Checking(InputStream in, GridIdentity grid) {
      this.in = new BufferedInputStream(in);
      sip = grid.key("bundle").stream64();
    }

    long seal() {
      return sip.finish64();
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int n = in.read(into, from, length);
      if (n > 0) {
        crc.update(into, from, n);
        sip.raw(Bytes.copyOf(into, from, from + n));
        bytes += n;
      }
      return n;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
