package io.rejoin.simulator.maelstrom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.server.json.InvalidJson;
import io.rejoin.server.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One line: {@code {"src": "c1", "dest": "n0", "body": {"type": "read", "msg_id": 7}}}.
 *
 * @param dest empty if the line names nobody
 * @param body a request has a {@code msg_id}, what answers it an {@code in_reply_to}
 */
record Message(String src, String dest, ObjectNode body) {
  static final String TYPE = "type";
  static final String MSG_ID = "msg_id";
  static final String IN_REPLY_TO = "in_reply_to";

  /**
   * Reads a line.
   *
   * @throws InvalidJson if it is not JSON, or does not say who sent what
   */
  static Message parse(String line) throws InvalidJson {
    JsonNode read = Json.read(line.getBytes(StandardCharsets.UTF_8));
    if (!read.path("src").isTextual()) {
      throw new InvalidJson("a message without src", "say who sent it");
    }
    if (!(read.path("body") instanceof ObjectNode body)) {
      throw new InvalidJson("a message without body", "a body is an object");
    }
    return new Message(read.path("src").textValue(), read.path("dest").asText(""), body);
  }

  String line() {
    return Json.line(Json.object().put("src", src).put("dest", dest).<ObjectNode>set("body", body));
  }

  /** The type of the body, empty if it has none. */
  String type() {
    return body.path(TYPE).isTextual() ? body.path(TYPE).textValue() : "";
  }

  /** By what number an answer names this message. */
  OptionalLong id() {
    JsonNode id = body.path(MSG_ID);
    return id.isIntegralNumber() && id.canConvertToLong()
        ? OptionalLong.of(id.longValue())
        : OptionalLong.empty();
  }

  boolean isAnswer() {
    return body.has(IN_REPLY_TO) || type().equals("error");
  }

  /** The message that answers this one, if it is one that can be answered. */
  Optional<Message> answer(ObjectNode with) {
    if (id().isEmpty() || isAnswer()) {
      return Optional.empty();
    }
    ObjectNode answer = with.deepCopy().put(IN_REPLY_TO, id().getAsLong());
    return Optional.of(new Message(/* src= */ dest, /* dest= */ src, answer));
  }
}
