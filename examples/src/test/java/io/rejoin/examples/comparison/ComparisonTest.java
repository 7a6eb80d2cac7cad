package io.rejoin.examples.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.examples.comparison.field.Field;
import io.rejoin.examples.comparison.history.Score;
import io.rejoin.examples.comparison.history.Score.Measure;
import io.rejoin.server.BadInput;
import io.rejoin.simulator.scenario.Seeds;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** All contenders in all fields, and the page that tells of it. */
class ComparisonTest {
  private static final Pattern SHOWN = Pattern.compile(
      "```\\n\\./rejoin example compare (.*?)\\n```.*?```\\n(.*?)```", Pattern.DOTALL);

  private static String page() throws IOException {
    Path examples = Path.of("").toAbsolutePath();
    return Files.readString(examples.resolveSibling("docs").resolve("COMPARISON.md"));
  }

  @Test
  void thePageShowsWhatTheCommandPrints() throws IOException {
    Matcher shown = SHOWN.matcher(page());
    assertTrue(shown.find(), "a command line and what it prints");
    assertEquals(shown.group(2).strip(), run(0, shown.group(1).split(" ")).strip());
  }

  @Test
  void everyContenderHasAllOfTheSameHistory() {
    for (Field<?> field : Field.all()) {
      List<Score> scores = Comparison.of(field, new Seeds(21, 21)).scores();
      Score quorum = scores.get(2);
      Score grid = scores.get(3);
      for (Score score : scores) {
        assertEquals(quorum.of(Measure.ACTS), score.of(Measure.ACTS), field.name());
        assertEquals(quorum.of(Measure.LOOKS), score.of(Measure.LOOKS), field.name());
        assertEquals(0, score.of(Measure.STRANGE), field.name());
        assertEquals(0, score.of(Measure.DIFFERENT), field.name());
      }
      assertFalse(scores.get(0).keepsPromises(), field.name() + scores.get(0));
      assertTrue(quorum.keepsPromises(), field.name() + quorum);
      assertTrue(quorum.of(Measure.REFUSED_NO_MAJORITY) > 0, field.name());
      assertEquals(0, quorum.of(Measure.STALE), field.name());
      assertTrue(grid.keepsPromises(), field.name() + grid);
      assertEquals(0, grid.of(Measure.REFUSED_NO_MAJORITY), field.name());
      assertTrue(grid.of(Measure.STALE) > 0, field.name());
    }
  }

  @Test
  void theSameSeedIsTheSameRun() {
    Field<?> field = Field.named("finance").orElseThrow();
    assertEquals(
        Comparison.of(field, new Seeds(5, 5)).scores(),
        Comparison.of(field, new Seeds(5, 5)).scores());
  }

  @Test
  void wrongInputSaysWhatIsRight() {
    assertEquals("--seeds is '9..1' and must be like 1..20 or 7", complaint("--seeds", "9..1"));
    assertEquals(
        "no field 'bakery'; there are shop, logistics, finance, healthcare", complaint("bakery"));
  }

  @Test
  void theLastLineIsJson() {
    String last = run(0, "logistics", "--seeds", "3", "--json").lines().reduce("", (a, b) -> b);
    assertTrue(
        last.startsWith("{\"seeds\":\"3\",\"logistics\":{\"lww_documents\":{\"acts\":"), last);
  }

  private static String run(int code, String... arguments) {
    StringWriter text = new StringWriter();
    CommandLine line = new CommandLine(new CompareCommand()).setOut(new PrintWriter(text));
    assertEquals(code, line.execute(arguments), text::toString);
    return text.toString();
  }

  private static String complaint(String... arguments) {
    String[] said = new String[1];
    CommandLine line = new CommandLine(new CompareCommand());
    line.setExecutionExceptionHandler((failure, command, parsed) -> {
      said[0] = failure instanceof BadInput ? String.valueOf(failure.getMessage()) : "" + failure;
      return 1;
    });
    assertEquals(1, line.execute(arguments));
    return said[0];
  }
}
