package io.rejoin.simulator.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Item;
import io.rejoin.crdt.Path;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.server.json.InvalidJson;
import io.rejoin.server.json.Json;
import io.rejoin.server.json.TypesJson;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Operations and values as a person writes them down, cut where they become long. */
final class PlainText {
  /** Characters of one text. */
  static final int MOST = 160;

  private static final TypesJson TYPES = TypesJson.standard();

  private PlainText() {}

  /** An operation, as {@code add(e3)}. */
  static String operation(Object operation) {
    return cut(text(operation));
  }

  private static String text(Object value) {
    if (value instanceof Bytes bytes) {
      return text(bytes);
    } else if (value instanceof CrdtType<?> type) {
      return type.name();
    } else if (value instanceof Collection<?> several) {
      return String.join(" ", several.stream().map(PlainText::text).toList());
    } else if (!(value instanceof Record)) {
      return String.valueOf(value);
    }
    List<String> parts = new ArrayList<>();
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      parts.add(text(read(component, value)));
    }
    String name = value.getClass().getSimpleName();
    String first = name.substring(0, 1).toLowerCase(Locale.ROOT);
    return first + name.substring(1) + "(" + String.join(", ", parts) + ")";
  }

  private static Object read(RecordComponent component, Object of) {
    try {
      return component.getAccessor().invoke(of);
    } catch (IllegalAccessException | InvocationTargetException e) {
      return "?";
    }
  }

  /** An entry, as {@code 4/k1}: the number of its type and its key. */
  static String text(EntryKey key) {
    return key.type() + "/" + text(key.key());
  }

  /** A path with slashes between its components. */
  static String text(Path path) {
    return String.join("/", path.components().stream().map(PlainText::text).toList());
  }

  /** Bytes as text if they are printable, else in hexadecimal. */
  static String text(Bytes bytes) {
    String text = bytes.utf8();
    boolean printable =
        text.codePoints().noneMatch(each -> Character.isISOControl(each) || each == 0xfffd);
    return printable ? text : bytes.toString();
  }

  /** What an entry of a type shows, as JSON. */
  static String value(CrdtType<?> type, State state) {
    try {
      ObjectNode shown = Json.object();
      TYPES.byName(type.name()).describe(state.root(), shown);
      return cut(shown.size() == 1 ? String.valueOf(shown.get("value")) : Json.line(shown));
    } catch (InvalidJson e) {
      return items(state);
    }
  }

  private static String items(State state) {
    List<String> items = new ArrayList<>();
    for (Item item : state.items()) {
      items.add(text(item.path()));
    }
    return cut(items.size() + " items: " + String.join(" ", items));
  }

  static String cut(String text) {
    return text.length() <= MOST ? text : text.substring(0, MOST - 1) + "\u2026";
  }
}
