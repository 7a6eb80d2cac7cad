package io.rejoin.server.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.crdt.bytes.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The fields of a JSON object, each of the kind asked for; unknown ones are refused. */
public final class Fields {
  private final ObjectNode object;
  private final String what;

  private Fields(ObjectNode object, String what) {
    this.object = object;
    this.what = what;
  }

  /** Reads {@code node} as an object; {@code what} names it in complaints. */
  public static Fields of(JsonNode node, String what) throws InvalidJson {
    if (!(node instanceof ObjectNode object)) {
      throw new InvalidJson(what + " must be an object", "for example {\"op\":\"clear\"}");
    }
    return new Fields(object, what);
  }

  /** Refuses every field but these. */
  public Fields only(String... known) throws InvalidJson {
    List<String> allowed = List.of(known);
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      if (!allowed.contains(name)) {
        throw new InvalidJson(
            what + " has no field '" + name + "'", "it takes " + String.join(", ", allowed));
      }
    }
    return this;
  }

  public boolean has(String name) {
    return object.has(name);
  }

  public JsonNode node(String name) throws InvalidJson {
    JsonNode node = object.get(name);
    if (node == null || node.isNull()) {
      throw new InvalidJson(what + " needs the field '" + name + "'", "add \"" + name + "\"");
    }
    return node;
  }

  public String text(String name) throws InvalidJson {
    JsonNode node = node(name);
    if (!node.isTextual()) {
      throw new InvalidJson(what + ": '" + name + "' must be a string", "put it in quotes");
    }
    return node.textValue();
  }

  public Optional<String> optionalText(String name) throws InvalidJson {
    return has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  public long integer(String name) throws InvalidJson {
    JsonNode node = node(name);
    if (!node.canConvertToExactIntegral() || !node.canConvertToLong()) {
      throw new InvalidJson(
          what + ": '" + name + "' must be a whole number", "of at most 63 bits, without quotes");
    }
    return node.longValue();
  }

  public long integer(String name, long otherwise) throws InvalidJson {
    return has(name) ? integer(name) : otherwise;
  }

  public List<JsonNode> list(String name, int maxSize) throws InvalidJson {
    JsonNode node = node(name);
    if (!node.isArray() || node.size() > maxSize) {
      throw new InvalidJson(
          what + ": '" + name + "' must be a list", "of at most " + maxSize + " elements");
    }
    List<JsonNode> elements = new ArrayList<>(node.size());
    node.forEach(elements::add);
    return elements;
  }

  /** A string as its UTF-8 bytes, or {@code {"base64": "..."}}. */
  public Bytes bytes(String name) throws InvalidJson {
    JsonNode node = node(name);
    if (node.isTextual()) {
      return Bytes.utf8(node.textValue());
    }
    JsonNode base64 = node.get("base64");
    if (base64 != null && base64.isTextual() && node.size() == 1) {
      try {
        return Bytes.wrap(base64.binaryValue());
      } catch (IOException e) {
        throw new InvalidJson(
            what + ": '" + name + "' is not base64", String.valueOf(e.getMessage()));
      }
    }
    throw new InvalidJson(
        what + ": '" + name + "' must be a string", "or {\"base64\":\"...\"} for bytes");
  }
}
