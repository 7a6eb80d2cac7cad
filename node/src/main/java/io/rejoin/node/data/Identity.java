package io.rejoin.node.data;

import io.rejoin.membership.NodeId;
import io.rejoin.node.core.GridIdentity;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * Whose data a directory holds, and of which grid. Its text has a line per component and a
 * checksum. The run is not in it: that is drawn at every start, so that no copy of a disk can ever
 * take a number twice.
 *
 * @param fingerprint of grid name and secret
 * @param since when the directory was begun
 */
record Identity(NodeId node, String grid, long fingerprint, int shards, Instant since) {
  private static final String MAGIC = "rejoin-data";
  private static final String FORMAT = "1";

  static Identity of(NodeId node, GridIdentity grid, Instant since) {
    return new Identity(node, grid.name(), grid.fingerprint(), grid.shards(), since);
  }

  String text() {
    return SealedText.seal(MAGIC + " " + FORMAT + "\nnode " + node + "\ngrid " + grid
        + "\nfingerprint " + HexFormat.of().toHexDigits(fingerprint) + "\nshards " + shards
        + "\nsince " + since + "\n");
  }

  /**
   * Reads the text.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static Identity parse(String text) {
    if (text.startsWith(MAGIC + " ") && !text.startsWith(MAGIC + " " + FORMAT + "\n")) {
      String format = text.lines().findFirst().orElse("");
      throw new IllegalArgumentException("it was written by a newer version: " + format);
    }
    Map<String, String> words = new HashMap<>();
    SealedText.open(text).lines().forEach(line -> {
      int blank = line.indexOf(' ');
      words.put(line.substring(0, Math.max(blank, 0)), line.substring(blank + 1));
    });
    return new Identity(
        NodeId.parse(word(words, "node")),
        word(words, "grid"),
        HexFormat.fromHexDigitsToLong(word(words, "fingerprint")),
        Integer.parseInt(word(words, "shards")),
        Instant.parse(word(words, "since")));
  }

  /**
   * Refuses another grid.
   *
   * @param what belongs to this identity, for the message
   */
  void checkGrid(GridIdentity wanted, String what) throws UnusableDirectory {
    if (!grid.equals(wanted.name())) {
      throw new UnusableDirectory(what + " belongs to the grid '" + grid
          + "', and this node is of the grid '" + wanted.name() + "'");
    }
    if (fingerprint != wanted.fingerprint()) {
      throw new UnusableDirectory(
          what + " belongs to the grid '" + grid + "' with another secret (rejoin.grid.secret)");
    }
    if (shards != wanted.shards()) {
      throw new UnusableDirectory(what + " belongs to a grid of " + shards + " shards, not "
          + wanted.shards() + " (rejoin.shards)");
    }
  }

  /** The same grid and a node of its own. */
  Identity renewed(NodeId other, Instant now) {
    return new Identity(other, grid, fingerprint, shards, now);
  }

  private static String word(Map<String, String> words, String name) {
    String word = words.get(name);
    if (word == null) {
      throw new IllegalArgumentException("it is damaged: it has no line '" + name + "'");
    }
    return word;
  }
}
