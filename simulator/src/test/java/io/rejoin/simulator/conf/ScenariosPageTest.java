package io.rejoin.simulator.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.simulator.conf.text.DistributionText;
import io.rejoin.simulator.scenario.CheckName;
import io.rejoin.simulator.scenario.Happening;
import io.rejoin.simulator.scenario.OperationName;
import io.rejoin.simulator.world.LinkProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/SCENARIOS.md knows every word that the reader knows, and its example can be run. */
class ScenariosPageTest {
  private static final Pattern EXAMPLE = Pattern.compile("```hocon\\n(.*?)```", Pattern.DOTALL);

  private static final Pattern JAVA = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern COMPILED =
      Pattern.compile("// SCENARIOS example\\n(.*?)// SCENARIOS end", Pattern.DOTALL);

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).toList();
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("../docs/SCENARIOS.md"));
  }

  @Test
  void everyKeyStandsInIt() throws IOException {
    String page = page();
    List<String> missing = new ArrayList<>();
    for (Vocabulary words : Vocabulary.values()) {
      for (String key : words.keys()) {
        if (!Pattern.compile("(?<![\\w-])" + Pattern.quote(key) + "(?![\\w-])")
            .matcher(page)
            .find()) {
          missing.add(words.title() + ": " + key);
        }
      }
    }
    assertEquals(List.of(), missing);
  }

  @Test
  void everyNameStandsInIt() throws IOException {
    String page = page();
    List<String> names = new ArrayList<>(OperationName.all());
    names.addAll(CheckName.all());
    names.addAll(Happening.kinds());
    names.addAll(LinkProfile.known().keySet());
    assertEquals(
        List.of(), names.stream().filter(name -> !page.contains("`" + name)).toList());
    DistributionText.functions().forEach(name -> assertTrue(page.contains(name + "("), name));
  }

  @Test
  void itsExamplesCanBeRun() throws Exception {
    List<String> examples = found(EXAMPLE, page());
    assertEquals(1, examples.size());
    ScenarioFile file = ScenarioFile.parse("SCENARIOS.md", examples.get(0));
    assertEquals(4, file.full().timeline().size());
    assertEquals(1, file.quick().timeline().size());
    assertEquals(Map.of(), file.full().buckets());
  }

  @Test
  void itsExampleInJavaIsTheCompiledOne() throws IOException {
    String test = Files.readString(
        Path.of("src/test/java/io/rejoin/simulator/scenario/ScenarioBuilderTest.java"));
    assertEquals(
        found(COMPILED, test).stream().map(ScenariosPageTest::words).toList(),
        found(JAVA, page()).stream().map(ScenariosPageTest::words).toList());
  }

  private static String words(String code) {
    return code.replaceAll("\\s+", "");
  }
}
