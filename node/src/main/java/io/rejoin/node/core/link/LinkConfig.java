package io.rejoin.node.core.link;

import io.rejoin.node.core.packing.Compression;
import java.time.Duration;

/**
 * Timers and limits of links. Take a preset and change what differs.
 *
 * @param handshake time for a new link to name itself
 * @param heartbeat a link on which nothing was sent for this long carries a sign of life
 * @param idle a link from which nothing came for this long is closed
 * @param stalled a link that takes nothing for this long is closed
 * @param refusedPause an address at which we were refused is left alone for this long
 * @param chunk longer frames travel in pieces of this many bytes
 * @param maxMessage the longest frame in bytes when put together
 * @param maxAssembly bytes of unfinished frames over all links
 * @param maxQueue bytes that may wait in a lane before its sender is asked to hold back
 * @param maxUrgent bytes sent without credit before even membership is dropped
 * @param maxLinks links to peers
 * @param maxStrangers links that have not named themselves yet
 * @param compression on which links frames are packed
 * @param bytesPerSecond how much a link carries at most, 0 for as much as it takes
 */
public record LinkConfig(
    Duration handshake,
    Duration heartbeat,
    Duration idle,
    Duration stalled,
    Duration refusedPause,
    int chunk,
    int maxMessage,
    long maxAssembly,
    int maxQueue,
    int maxUrgent,
    int maxLinks,
    int maxStrangers,
    Compression compression,
    long bytesPerSecond) {

  private static final int KIB = 1 << 10;
  private static final int MIB = 1 << 20;

  public LinkConfig {
    if (chunk < KIB || chunk > maxMessage) {
      throw new IllegalArgumentException("a chunk is 1 KiB to a message: " + chunk);
    }
    if (bytesPerSecond < 0) {
      throw new IllegalArgumentException("a link carries something: " + bytesPerSecond);
    }
    if (idle.compareTo(heartbeat) <= 0) {
      throw new IllegalArgumentException("a link idles longer than a heartbeat");
    }
  }

  /** For links of milliseconds. */
  public static LinkConfig lan() {
    return new LinkConfig(
        Duration.ofSeconds(3),
        Duration.ofSeconds(2),
        Duration.ofSeconds(7),
        Duration.ofSeconds(20),
        Duration.ofSeconds(15),
        16 * KIB,
        20 * MIB,
        128L * MIB,
        4 * MIB,
        256 * KIB,
        1_024,
        128,
        Compression.AUTO,
        0);
  }

  /** For links of hundreds of milliseconds. */
  public static LinkConfig wan() {
    return lan()
        .withTimes(
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            Duration.ofSeconds(60));
  }

  public LinkConfig withTimes(
      Duration handshake, Duration heartbeat, Duration idle, Duration stall) {
    return new LinkConfig(
        handshake,
        heartbeat,
        idle,
        stall,
        refusedPause,
        chunk,
        maxMessage,
        maxAssembly,
        maxQueue,
        maxUrgent,
        maxLinks,
        maxStrangers,
        compression,
        bytesPerSecond);
  }

  public LinkConfig withMessages(int chunk, int maxMessage, long maxAssembly) {
    return with(chunk, maxMessage, maxAssembly, compression, bytesPerSecond);
  }

  public LinkConfig withCompression(Compression other) {
    return with(chunk, maxMessage, maxAssembly, other, bytesPerSecond);
  }

  public LinkConfig withBytesPerSecond(long most) {
    return with(chunk, maxMessage, maxAssembly, compression, most);
  }

  private LinkConfig with(
      int newChunk, int newMessage, long newAssembly, Compression newCompression, long newRate) {
    return new LinkConfig(
        handshake,
        heartbeat,
        idle,
        stalled,
        refusedPause,
        newChunk,
        newMessage,
        newAssembly,
        maxQueue,
        maxUrgent,
        maxLinks,
        maxStrangers,
        newCompression,
        newRate);
  }
}
