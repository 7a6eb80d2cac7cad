package io.rejoin.node.data;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32C;

/** Lines of text whose last one is a checksum of those before. */
final class SealedText {
  private static final String SEAL = "crc32c ";

  private SealedText() {}

  static String seal(String lines) {
    return lines + SEAL + checksum(lines) + "\n";
  }

  /**
   * The lines without their seal.
   *
   * @throws IllegalArgumentException if they are not what was sealed
   */
  static String open(String text) {
    int end = text.lastIndexOf(SEAL);
    if (end < 0 || !text.substring(end).strip().equals(SEAL + checksum(text.substring(0, end)))) {
      throw new IllegalArgumentException("it is damaged: its checksum does not fit");
    }
    return text.substring(0, end);
  }

  private static String checksum(String lines) {
    CRC32C crc = new CRC32C();
    crc.update(lines.getBytes(StandardCharsets.UTF_8));
    return hex(crc.getValue());
  }

  static String hex(long crc) {
    return String.format(Locale.ROOT, "%08x", crc);
  }
}
