package io.rejoin.simulator.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** A file that is wrong says where, what, and which word was perhaps meant. */
class ComplaintsTest {
  private static final String SMALL =
      "name = small\nsites { hub { nodes = 2 }, truck { count = 4 } }\n";

  @TempDir
  Path folder;

  private static List<String> complaints(String text) {
    return assertThrows(InvalidScenario.class, () -> ScenarioFile.parse("small.conf", text))
        .complaints();
  }

  @ParameterizedTest
  @CsvFileSource(resources = "complaints.txt", delimiter = '|', quoteCharacter = '`')
  void saysWhatIsWrong(String line, String complaint) {
    List<String> complaints = complaints(SMALL + line);
    assertTrue(complaints.get(0).contains(complaint), () -> String.join("\n", complaints));
    assertTrue(complaints.get(0).startsWith("small.conf"), () -> complaints.get(0));
  }

  @Test
  void saysWhere() {
    assertEquals(
        List.of("small.conf, line 4: unknown key 'chekcs';"
            + " the nearest known key is checks of a scenario"),
        complaints(SMALL + "about = x\nchekcs = []"));
  }

  @Test
  void reportsSeveralAtOnce() {
    assertEquals(
        3,
        complaints(
                SMALL + "seeds = x\ntime { run = soon }\ntimeline = [ { at = 1s, pause = hup } ]")
            .size());
  }

  @Test
  void brokenSyntaxIsAComplaint() {
    assertTrue(complaints("a = {\n b = 1\n").get(0).startsWith("small.conf, line "));
    assertTrue(complaints("[".repeat(100_000)).get(0).contains("nested"));
    assertTrue(complaints("").get(0).contains("needs the key"));
  }

  @Test
  void filesThatCannotBeReadAreComplaints() throws Exception {
    Path missing = folder.resolve("missing.conf");
    Path binary =
        Files.write(folder.resolve("binary.conf"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    Path large = Files.writeString(folder.resolve("large.conf"), "#".repeat(9 << 20));
    for (Path file : List.of(missing, binary, large, folder)) {
      InvalidScenario refused = assertThrows(InvalidScenario.class, () -> ScenarioFile.read(file));
      assertTrue(refused.complaints().get(0).contains(file.getFileName().toString()));
    }
  }
}
