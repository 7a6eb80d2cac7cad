package io.rejoin.node.data;

import io.rejoin.membership.NodeId;
import io.rejoin.node.core.GridIdentity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32C;

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
  private static final String CHECKSUM = "crc32c";

  static Identity of(NodeId node, GridIdentity grid, Instant since) {
    return new Identity(node, grid.name(), grid.fingerprint(), grid.shards(), since);
  }

  String text() {
    String body = MAGIC + " " + FORMAT + "\nnode " + node + "\ngrid " + grid + "\nfingerprint "
        + HexFormat.of().toHexDigits(fingerprint) + "\nshards " + shards + "\nsince " + since
        + "\n";
    return body + CHECKSUM + " " + checksum(body) + "\n";
  }

  /**
   * Reads the text.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static Identity parse(String text) {
    Map<String, String> words = new HashMap<>();
    text.lines().forEach(line -> {
      int blank = line.indexOf(' ');
      words.put(line.substring(0, Math.max(blank, 0)), line.substring(blank + 1));
    });
    String format = word(words, MAGIC);
    if (!format.equals(FORMAT)) {
      throw new IllegalArgumentException("it was written by a newer version, in format " + format);
    }
    int end = text.indexOf(CHECKSUM + " ");
    if (end < 0 || !checksum(text.substring(0, end)).equals(words.get(CHECKSUM))) {
      throw new IllegalArgumentException("it is damaged: its checksum does not fit");
    }
    return new Identity(
        NodeId.parse(word(words, "node")),
        word(words, "grid"),
        HexFormat.fromHexDigitsToLong(word(words, "fingerprint")),
        Integer.parseInt(word(words, "shards")),
        Instant.parse(word(words, "since")));
  }

  private static String word(Map<String, String> words, String name) {
    String word = words.get(name);
    if (word == null) {
      throw new IllegalArgumentException("it is damaged: it has no line '" + name + "'");
    }
    return word;
  }

  private static String checksum(String body) {
    CRC32C crc = new CRC32C();
    crc.update(body.getBytes(StandardCharsets.UTF_8));
    return String.format(Locale.ROOT, "%08x", crc.getValue());
  }
}
