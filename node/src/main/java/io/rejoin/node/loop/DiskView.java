package io.rejoin.node.loop;

import java.nio.file.Path;
import java.util.List;

/**
 * How the disk of a node is doing.
 *
 * @param bytes that the store takes up
 * @param full whether writes of this node are refused for lack of room
 * @param unsynced writes that a failure of the power would take back
 * @param damaged what was found damaged and set aside, for people
 */
public record DiskView(
    Path directory, long bytes, boolean full, long unsynced, List<String> damaged) {
  public DiskView {
    damaged = List.copyOf(damaged);
  }
}
