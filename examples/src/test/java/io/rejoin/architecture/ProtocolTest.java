package io.rejoin.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.antientropy.Message;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.bytes.Newer;
import io.rejoin.crdt.type.StandardTypes;
import io.rejoin.crdt.type.register.MvRegister;
import io.rejoin.node.core.frame.FrameCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/PROTOCOL.md says of ids, kinds, versions and its example is what the code does. */
class ProtocolTest {
  private static final String NODE = "node/src/main/java/io/rejoin/node/core/frame/";
  private static final String REPAIR = "anti-entropy/src/main/java/io/rejoin/antientropy/";
  private static final String MEMBERSHIP = "membership/src/main/java/io/rejoin/membership/";
  private static final String GOLDEN = "crdt/src/test/resources/io/rejoin/crdt/type/formats-1.txt";

  private static String read(String path) throws IOException {
    return Files.readString(Repository.root().resolve(path));
  }

  /** The cells of the rows of a section, without the heads of its tables. */
  private static List<List<String>> rows(String section) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    boolean inside = false;
    boolean below = false;
    for (String line : read("docs/PROTOCOL.md").lines().toList()) {
      inside = line.startsWith("#") ? line.endsWith("# " + section) : inside;
      boolean isRow = inside && line.startsWith("|");
      if (isRow && below && !line.startsWith("|--")) {
        rows.add(List.of(line.substring(2, line.length() - 2).split(" \\| ", -1)));
      }
      below = isRow;
    }
    assertTrue(!rows.isEmpty(), section);
    return rows;
  }

  /** The first two cells of the rows that begin with a number. */
  private static SortedMap<Integer, String> numbered(String section) throws IOException {
    SortedMap<Integer, String> found = new TreeMap<>();
    for (List<String> row : rows(section)) {
      if (row.get(0).matches("\\d+")) {
        found.put(Integer.parseInt(row.get(0)), row.get(1).replace("`", ""));
      }
    }
    return found;
  }

  /** Constants of a source as they are written: number by name in lower case. */
  private static SortedMap<Integer, String> constants(String path, String from, String to)
      throws IOException {
    String text = read(path);
    String part = text.substring(text.indexOf(from), text.indexOf(to));
    SortedMap<Integer, String> found = new TreeMap<>();
    Pattern.compile("int ([A-Z_]+) = (\\d+);").matcher(part).results().forEach(constant -> {
      String name = constant.group(1).toLowerCase(Locale.ROOT).replace('_', ' ');
      found.put(Integer.parseInt(constant.group(2)), name);
    });
    return found;
  }

  private static int constant(String path, String name) throws IOException {
    MatchResult found = Pattern.compile(" " + name + " = (\\d+);")
        .matcher(read(path))
        .results()
        .findFirst()
        .orElseThrow();
    return Integer.parseInt(found.group(1));
  }

  @Test
  void typesHaveTheseIdsAndNames() throws IOException {
    SortedMap<Integer, String> types = new TreeMap<>();
    StandardTypes.catalogue().types().forEach(type -> types.put(type.id(), type.name()));
    assertEquals(types, numbered("Types"));
  }

  @Test
  void framesHaveTheseKinds() throws IOException {
    SortedMap<Integer, String> kinds =
        constants(NODE + "FrameCodec.java", "int HELLO", "private FrameCodec");
    kinds.replaceAll((kind, name) -> name.replace("repair end", "repairEnd")
        .replace("want rights", "wantRights")
        .replace("of group", "ofGroup"));
    SortedMap<Integer, String> documented = new TreeMap<>();
    for (List<String> row : rows("Connection and frames")) {
      if (row.size() == 4 && row.get(1).startsWith("`")) {
        documented.put(Integer.parseInt(row.get(0)), row.get(1).replace("`", ""));
      }
    }
    assertEquals(kinds, documented);
  }

  @Test
  void refusalsHaveTheseReasons() throws IOException {
    SortedMap<Integer, String> reasons = new TreeMap<>();
    Pattern.compile("[A-Z_]+\\((\\d+), \"([a-z-]+)\"\\)")
        .matcher(read(NODE + "Refusal.java"))
        .results()
        .forEach(found -> reasons.put(Integer.parseInt(found.group(1)), found.group(2)));
    SortedMap<Integer, String> documented = new TreeMap<>();
    for (List<String> row : rows("Connection and frames")) {
      if (row.get(0).matches("\\d+") && row.get(1).matches("[a-z-]+")) {
        documented.put(Integer.parseInt(row.get(0)), row.get(1));
      }
      if (row.size() > 2 && row.get(2).matches("\\d+")) {
        documented.put(Integer.parseInt(row.get(2)), row.get(3));
      }
    }
    assertEquals(reasons, documented);
  }

  @Test
  void messagesHaveTheseKinds() throws IOException {
    assertEquals(
        constants(REPAIR + "Content.java", "int OPEN", "int MAX_LEAF"), numbered("Repair"));
    assertEquals(
        constants(MEMBERSHIP + "SwimCodec.java", "int PING", "int STATUS_BITS"),
        numbered("Membership"));
  }

  @Test
  void versionsAreThese() throws IOException {
    SortedMap<String, String> versions = new TreeMap<>();
    rows("Versions").forEach(row -> versions.put(row.get(0), row.get(1)));
    assertEquals(FrameCodec.VERSION, Integer.parseInt(versions.get("frame")));
    assertEquals(FrameCodec.PROTOCOL, Integer.parseInt(versions.get("protocol")));
    assertEquals(Message.VERSION, Integer.parseInt(versions.get("message of a repair session")));
    assertEquals(State.VERSION, Integer.parseInt(versions.get("state")));
    assertEquals(
        constant(REPAIR + "MerkleDescent.java", "FORMAT"),
        Integer.parseInt(versions.get("comparison in a repair session")));
    assertEquals(
        constant(MEMBERSHIP + "SwimCodec.java", "VERSION"),
        Integer.parseInt(versions.get("membership message")));
  }

  @Test
  void theExampleIsWhatItSays() throws IOException, MalformedBytes {
    StringBuilder hex = new StringBuilder();
    rows("Example").forEach(row -> hex.append(row.get(0).replaceAll("[` ]", "")));
    String encoded = hex.toString();
    assertTrue(read(GOLDEN).contains("3 mv-register\n"));
    assertTrue(read(GOLDEN).contains("  state " + encoded + "\n"));

    ByteReader in = new ByteReader(Bytes.wrap(HexFormat.of().parseHex(encoded)));
    State state = State.read(in);
    in.end();
    assertEquals(2, state.size());
    assertEquals(List.of(Bytes.utf8("x"), Bytes.utf8("y")), List.copyOf(MvRegister.values(state)));
    assertEquals(2, state.context().runs().size());
    assertEquals(2, state.context().intervals());
  }

  @Test
  void limitsAreThese() throws IOException {
    SortedMap<String, String> limits = new TreeMap<>();
    rows("Limits").forEach(row -> limits.put(row.get(0), row.get(1)));
    assertEquals(
        Newer.MAX_COUNT + ", together " + Newer.MAX_BYTES / 1024 + " KiB",
        limits.get("states of newer versions, per entry"));
    assertEquals(
        String.format(Locale.ROOT, "%,d", FrameCodec.MAX_CLOCK_INTERVALS),
        limits.get("intervals of a clock in `clocks`"));
  }
}
