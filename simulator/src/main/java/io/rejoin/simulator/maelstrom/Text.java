package io.rejoin.simulator.maelstrom;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;

/** Texts from outside, made safe to use and to show. */
final class Text {
  private static final int MAX_NAME_BYTES = 64;
  private static final int MAX_SHOWN = 200;

  private Text() {}

  /** A node's name. */
  static String name(JsonNode value, String what) throws RefusedRequest {
    String name = value.isTextual() ? value.textValue() : "";
    byte[] encoded = name.getBytes(StandardCharsets.UTF_8);
    if (name.isEmpty()
        || encoded.length > MAX_NAME_BYTES
        || !new String(encoded, StandardCharsets.UTF_8).equals(name)) {
      throw RefusedRequest.malformed(what + " is a text of 1 to " + MAX_NAME_BYTES + " bytes");
    }
    return name;
  }

  /** The beginning of a text, on one line. */
  static String brief(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= MAX_SHOWN ? line : line.substring(0, MAX_SHOWN) + "...";
  }
}
