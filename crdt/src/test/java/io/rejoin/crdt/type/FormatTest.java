package io.rejoin.crdt.type;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.bytes.SipHash;
import io.rejoin.crdt.digest.Digest;
import io.rejoin.crdt.digest.Digester;
import io.rejoin.crdt.type.Scripts.Script;
import io.rejoin.crdt.type.counter.PnCounter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Bytes of operations, states and digests as nodes in the field have them: this test fails when a
 * change of the code would change a format, which then needs a new version and a file of its own;
 * the files of earlier versions stay.
 */
class FormatTest {
  private static final Digester DIGESTER = new Digester(new SipHash(1, 2));

  /** The lines of a version of the format of states. */
  private static List<String> golden(int version) throws IOException {
    try (InputStream in = FormatTest.class.getResourceAsStream("formats-" + version + ".txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().toList();
    }
  }

  private static List<String> present() {
    List<String> lines = new ArrayList<>();
    for (Script<?> script : Scripts.all()) {
      lines.add(script.type().id() + " " + script.type().name());
      script
          .operationBytes()
          .forEach(bytes -> lines.add("  op " + HexFormat.of().formatHex(bytes.toArray())));
      byte[] state = script.state().toBytes().toArray();
      lines.add("  state " + HexFormat.of().formatHex(state));
      lines.add("  digest " + DIGESTER.of(script.state()));
    }
    return lines;
  }

  @Test
  void formatsAreWhatTheyWere() throws IOException {
    assertEquals(String.join("\n", golden(State.VERSION)), String.join("\n", present()));
  }

  /** What a version wrote is read by all later ones, and is the same content. */
  @Test
  void everyVersionIsStillRead() throws IOException, MalformedBytes {
    for (int version = 1; version <= State.VERSION; version++) {
      CrdtType<?> type = PnCounter.TYPE;
      Digest digest = Digest.ZERO;
      for (String line : golden(version)) {
        String[] words = line.strip().split(" ", -1);
        switch (words[0]) {
          case "op" -> type.readOperation(bytes(words[1]), StandardTypes.catalogue());
          case "state" -> digest = DIGESTER.of(State.read(bytes(words[1])).content());
          case "digest" -> assertEquals(words[1], digest.toString(), type.name());
          default -> type = type(Integer.parseInt(words[0]));
        }
      }
    }
  }

  private static ByteReader bytes(String hex) {
    return new ByteReader(Bytes.wrap(HexFormat.of().parseHex(hex)));
  }

  private static CrdtType<?> type(int id) {
    return StandardTypes.catalogue().types().stream()
        .filter(type -> type.id() == id)
        .findFirst()
        .orElseThrow();
  }
}
