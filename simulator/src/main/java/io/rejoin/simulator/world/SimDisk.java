package io.rejoin.simulator.world;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.node.port.StoreFull;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A disk that keeps records, the last of each key, in the order of writing. What was written since
 * the last sync goes with the power. Every record carries a checksum, so one that is damaged is
 * found out when it is read, and set aside.
 *
 * <p>It remembers what it held for as long as somebody may restore an image of then. The bytes of a
 * record are made when they are needed: at a restart, or when some of them go bad.
 *
 * @param <K> what names a record; its hash code is the same in every process
 * @param <C> what is recorded
 */
public final class SimDisk<K, C extends Supplier<Bytes>> {
  private static final int BLOCK = 4 << 10;
  private static final int CHECKSUM = 4;

  /**
   * What a disk is like.
   *
   * @param sync time between two syncs
   * @param memory age of the oldest image that may be restored
   */
  public record Kind(Duration sync, Duration memory) {}

  private final class Line {
    private final K key;
    private final long time = world.now();
    private final @Nullable C content;
    private byte @Nullable [] damaged;

    /** Without a content, the record says that the key is gone. */
    Line(K key, @Nullable C content) {
      this.key = key;
      this.content = content;
    }

    byte[] sealed() {
      byte[] bytes = damaged;
      return bytes != null ? bytes : seal(content == null ? Bytes.EMPTY : content.get());
    }
  }

  private final World world;
  private final long subject;
  private final long sync;
  private final long kept;
  private final Map<K, Line> current = new LinkedHashMap<>();
  private final Map<K, Line> old = new LinkedHashMap<>();
  private final Deque<Line> log = new ArrayDeque<>();
  private boolean full;
  private long flushed = Long.MIN_VALUE;
  private long coins;
  private long damaged;
  private long detected;
  private long undetected;

  /** An empty disk; {@code subject} is whom its chances concern. */
  public SimDisk(World world, long subject, Kind kind) {
    this.world = world;
    this.subject = subject;
    sync = kind.sync().toNanos();
    kept = sync + kind.memory().toNanos();
  }

  // ---- writing and reading

  /**
   * Writes a record in place of the earlier one of the key.
   *
   * @throws StoreFull if there is no room; nothing has changed then
   */
  public void append(K key, C content) {
    if (full) {
      throw new StoreFull();
    }
    write(new Line(key, content));
  }

  /** Removes what is known of a key, for which there is always room. */
  public void delete(K key) {
    write(new Line(key, null));
  }

  private void write(Line record) {
    apply(record, current);
    if (kept > 0) {
      log.add(record);
      long horizon = world.now() - kept;
      while (log.getFirst().time < horizon) {
        apply(log.removeFirst(), old);
      }
    }
  }

  private void apply(Line record, Map<K, Line> to) {
    if (record.content == null) {
      to.remove(record.key);
    } else {
      to.put(record.key, record);
    }
  }

  /** What was last written of a key and is whole. */
  public Optional<C> peek(K key) {
    Line record = current.get(key);
    return record == null || record.damaged != null
        ? Optional.empty()
        : Optional.ofNullable(record.content);
  }

  /** Reads every record from its bytes; those that are damaged are set aside. */
  public void readAll(BiConsumer<K, Bytes> visitor) {
    Iterator<Line> records = current.values().iterator();
    while (records.hasNext()) {
      Line record = records.next();
      Optional<Bytes> content = open(record.sealed());
      if (record.damaged != null) {
        detected += content.isEmpty() ? 1 : 0;
        undetected += content.isEmpty() ? 0 : 1;
      }
      if (content.isPresent()) {
        visitor.accept(record.key, content.get());
      } else {
        records.remove();
      }
    }
  }

  private static byte[] seal(Bytes content) {
    ByteWriter out = new ByteWriter(content.length() + CHECKSUM);
    return out.raw(content).fixed32(checksum(content)).toBytes().toArray();
  }

  private static Optional<Bytes> open(byte[] sealed) {
    Bytes content = Bytes.copyOf(sealed, 0, sealed.length - CHECKSUM);
    try {
      int checksum =
          new ByteReader(Bytes.copyOf(sealed, sealed.length - CHECKSUM, sealed.length)).fixed32();
      return checksum == checksum(content) ? Optional.of(content) : Optional.empty();
    } catch (MalformedBytes e) {
      throw new IllegalStateException(e);
    }
  }

  private static int checksum(Bytes bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.asByteBuffer());
    return (int) crc.getValue();
  }

  // ---- faults

  /** The power fails: what was not synced is gone. */
  public void loseTail() {
    restore(synced());
  }

  /**
   * The power fails within a write: of what was not synced some is there, and the record that was
   * being written is there by half, so that its checksum tells.
   */
  public void tearTail() {
    long synced = synced();
    List<Line> tail = log.stream().filter(record -> record.time > synced).toList();
    int whole = tail.isEmpty() ? 0 : (int) Long.remainderUnsigned(coin(), tail.size());
    restore(synced);
    for (Line record : tail.subList(0, whole)) {
      apply(record, current);
      log.add(record);
    }
  }

  /** What was written until then outlives a failure of the power now. */
  public long synced() {
    long regular = sync == 0
        ? world.now()
        : world.now() - Math.floorMod(world.now() + Math.floorMod(subject, sync), sync);
    return Math.max(regular, flushed);
  }

  /** Somebody had all synced that was written until then. */
  public void flush(long time) {
    flushed = Math.max(flushed, time);
  }

  /** Everything is as it was at a time, as after somebody restored an image. */
  public void restore(long time) {
    while (!log.isEmpty() && log.getLast().time > time) {
      log.removeLast();
    }
    current.clear();
    current.putAll(old);
    log.forEach(record -> apply(record, current));
  }

  /** Everything is gone. */
  public void erase() {
    current.clear();
    old.clear();
    log.clear();
  }

  /** Takes no more, or does again. */
  public void fill(boolean isFull) {
    full = isFull;
  }

  /** A bit of one record changes; nothing happens to an empty disk. */
  public void damageRecord() {
    hit().ifPresent(this::flip);
  }

  /** A bit changes in each record that lies in one block, wholly or in part. */
  public void damageBlock() {
    Optional<Line> hit = hit();
    if (hit.isEmpty()) {
      return;
    }
    List<Line> records = new ArrayList<>(current.values());
    records.sort(Comparator.comparingLong(line -> line.time));
    Map<Line, Long> starts = new LinkedHashMap<>();
    long end = 0;
    for (Line record : records) {
      starts.put(record, end);
      end += record.sealed().length;
    }
    long block = starts.getOrDefault(hit.get(), 0L) / BLOCK;
    for (Map.Entry<Line, Long> each : starts.entrySet()) {
      long start = each.getValue();
      long last = start + each.getKey().sealed().length - 1;
      if (start / BLOCK <= block && last / BLOCK >= block) {
        flip(each.getKey());
      }
    }
  }

  /** Whom it hits depends on who he is, not on who else is there. */
  private Optional<Line> hit() {
    long n = coins++;
    return current.values().stream()
        .filter(record -> record.damaged == null)
        .min(Comparator.comparingLong(line ->
            world.draws().bits(Purpose.DISK, Draws.subject(subject, n), line.key.hashCode())));
  }

  private void flip(Line record) {
    if (record.damaged == null) {
      byte[] bytes = record.sealed();
      int bit = (int) Long.remainderUnsigned(coin(), bytes.length * 8L);
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      record.damaged = bytes;
      damaged++;
    }
  }

  private long coin() {
    return world.draws().bits(Purpose.DISK, subject, coins++);
  }

  // ---- what happened

  public boolean isFull() {
    return full;
  }

  /** How many records there are. */
  public int size() {
    return current.size();
  }

  /** Records that were damaged. */
  public long damaged() {
    return damaged;
  }

  /** Damaged records that were read and found out. */
  public long detected() {
    return detected;
  }

  /** Damaged records that were read and taken for good. */
  public long undetected() {
    return undetected;
  }
}
