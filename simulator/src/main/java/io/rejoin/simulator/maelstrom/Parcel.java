package io.rejoin.simulator.maelstrom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.server.json.InvalidJson;
import io.rejoin.server.json.Json;
import java.util.Base64;
import java.util.Optional;

/**
 * What nodes say to each other, as the body of a message: a frame on a connection, or one of the
 * few words that make a connection out of messages which may be lost, doubled and overtaken.
 *
 * <pre>
 * dial    the sender wants a connection of this name
 * accept  it stands, says the one who was dialled; only then does the dialler send frames
 * frame   the seq-th frame of the sender, as Base64
 * end     after the frames before seq the sender closes
 * reset   the sender knows nothing of such a connection, or has lost a part of it
 * </pre>
 *
 * @param link drawn by the dialler, never twice
 * @param seq counts the frames and the end of each direction from 0; 0 with the other words
 * @param frame empty but in a frame
 */
record Parcel(Word word, String link, long seq, Bytes frame) {
  static final String TYPE = "rejoin";
  private static final int MAX_NAME = 64;

  /** What is said. */
  enum Word {
    DIAL("dial"),
    ACCEPT("accept"),
    FRAME("frame"),
    END("end"),
    RESET("reset");

    private final String text;

    Word(String text) {
      this.text = text;
    }

    static Optional<Word> of(String text) {
      for (Word word : values()) {
        if (word.text.equals(text)) {
          return Optional.of(word);
        }
      }
      return Optional.empty();
    }
  }

  Parcel {
    if (link.isEmpty() || link.length() > MAX_NAME) {
      throw new IllegalArgumentException("a link's name has 1 to " + MAX_NAME + " characters");
    }
    if (seq < 0) {
      throw new IllegalArgumentException("seq " + seq);
    }
  }

  static Parcel word(Word word, String link) {
    return new Parcel(word, link, 0, Bytes.EMPTY);
  }

  static Parcel frame(String link, long seq, Bytes frame) {
    return new Parcel(Word.FRAME, link, seq, frame);
  }

  static Parcel end(String link, long seq) {
    return new Parcel(Word.END, link, seq, Bytes.EMPTY);
  }

  boolean isEnd() {
    return word == Word.END;
  }

  ObjectNode body() {
    ObjectNode body =
        Json.object().put(Message.TYPE, TYPE).put("say", word.text).put("link", link);
    if (word == Word.FRAME || word == Word.END) {
      body.put("seq", seq);
    }
    if (word == Word.FRAME) {
      body.put("frame", Base64.getEncoder().encodeToString(frame.toArray()));
    }
    return body;
  }

  static Parcel read(ObjectNode body) throws InvalidJson {
    Word word = Word.of(body.path("say").asText(""))
        .orElseThrow(() -> new InvalidJson("nothing that nodes say", "say dial, accept, ..."));
    JsonNode seq = body.path("seq");
    try {
      return switch (word) {
        case FRAME ->
          frame(
              body.path("link").asText(""),
              number(seq),
              decode(body.path("frame").asText("")));
        case END -> end(body.path("link").asText(""), number(seq));
        case DIAL, ACCEPT, RESET -> word(word, body.path("link").asText(""));
      };
    } catch (IllegalArgumentException e) {
      throw new InvalidJson(String.valueOf(e.getMessage()), "look at the fields");
    }
  }

  private static long number(JsonNode seq) {
    if (!seq.isIntegralNumber() || !seq.canConvertToLong()) {
      throw new IllegalArgumentException("seq is a number");
    }
    return seq.longValue();
  }

  private static Bytes decode(String base64) {
    return Bytes.wrap(Base64.getDecoder().decode(base64));
  }
}
