package io.rejoin.server.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.Dot;

/** What is neither number nor structure: bytes and dots. */
public final class Texts {
  private static final char REPLACED = '\uFFFD';

  private Texts() {}

  /** The text whose UTF-8 these bytes are, or {@code {"base64": "..."}} if they are none. */
  static JsonNode json(Bytes bytes) {
    String text = bytes.utf8();
    if (text.indexOf(REPLACED) >= 0 && !Bytes.utf8(text).equals(bytes)) {
      return Json.object().put("base64", bytes.toArray());
    }
    return TextNode.valueOf(text);
  }

  /** Dots as {@code "run:number"}. */
  public static ArrayNode json(Iterable<Dot> dots) {
    ArrayNode array = Json.array();
    for (Dot dot : dots) {
      array.add(dot.toString());
    }
    return array;
  }
}
