package io.rejoin.node.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a second node off a directory. The lock is the operating system's and goes with the
 * process; the file only says who has it. Within one process the system does not tell holders
 * apart, and closing the file anywhere would end the lock, so the process remembers what it holds.
 */
final class DirectoryLock implements AutoCloseable {
  static final String FILE = "lock";
  private static final Map<Path, String> HELD = new ConcurrentHashMap<>();
  private static final long BEHIND_THE_TEXT = Integer.MAX_VALUE;

  private final Path directory;
  private final FileChannel channel;

  private DirectoryLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /**
   * Takes an existing directory for this process.
   *
   * @throws UnusableDirectory if somebody has it; the message says who and since when
   */
  static DirectoryLock take(Path directory, Instant now) throws IOException {
    Path real = directory.toRealPath();
    String self = "process " + ProcessHandle.current().pid() + " since " + now;
    String holder = HELD.putIfAbsent(real, self);
    if (holder != null) {
      throw inUse(directory, holder);
    }
    try {
      return new DirectoryLock(real, locked(directory, self));
    } catch (IOException | RuntimeException failure) {
      HELD.remove(real);
      throw failure;
    }
  }

  @SuppressWarnings("MustBeClosedChecker") // whoever has the lock closes it
  private static FileChannel locked(Path directory, String self) throws IOException {
    Path file = directory.resolve(FILE);
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock(BEHIND_THE_TEXT, 1, false);
      if (lock == null) {
        throw inUse(directory, Files.readString(file).strip());
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap((self + "\n").getBytes(StandardCharsets.UTF_8)));
      return channel;
    } catch (IOException | RuntimeException failure) {
      channel.close();
      throw failure;
    }
  }

  private static UnusableDirectory inUse(Path directory, String holder) {
    return new UnusableDirectory("the data directory " + directory + " is in use by " + holder
        + "; a second node needs a directory of its own");
  }

  @Override
  public void close() throws IOException {
    channel.close();
    HELD.remove(directory);
  }
}
