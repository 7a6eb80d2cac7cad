package io.rejoin.crdt.type;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rejoin.crdt.bytes.SipHash;
import io.rejoin.crdt.digest.Digester;
import io.rejoin.crdt.type.Scripts.Script;
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
 * change of the code would change a format, which then needs a new version.
 */
class FormatTest {
  private static final String GOLDEN = "formats.txt";

  private static List<String> present() {
    Digester digester = new Digester(new SipHash(1, 2));
    List<String> lines = new ArrayList<>();
    for (Script<?> script : Scripts.all()) {
      lines.add(script.type().id() + " " + script.type().name());
      script
          .operationBytes()
          .forEach(bytes -> lines.add("  op " + HexFormat.of().formatHex(bytes.toArray())));
      byte[] state = script.state().toBytes().toArray();
      lines.add("  state " + HexFormat.of().formatHex(state));
      lines.add("  digest " + digester.of(script.state()));
    }
    return lines;
  }

  @Test
  void formatsAreWhatTheyWere() throws IOException {
    try (InputStream in = FormatTest.class.getResourceAsStream(GOLDEN)) {
      String golden = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(golden, String.join("\n", present()) + "\n");
    }
  }
}
