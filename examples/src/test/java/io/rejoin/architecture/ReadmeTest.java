package io.rejoin.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.type.StandardTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README shows as code is code that the build compiles and runs. */
class ReadmeTest {
  private static final Path COMPILED =
      Path.of("node/src/test/java/io/rejoin/grid/ReadmeExample.java");
  private static final Path SIMULATED =
      Path.of("examples/src/test/java/io/rejoin/examples/stock/StockTest.java");
  private static final Pattern BLOCK = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern REGION =
      Pattern.compile("// README [a-z-]+\\n(.*?)\\n *// README end", Pattern.DOTALL);
  private static final Pattern TYPES_REGION =
      Pattern.compile("// TYPES [a-z-]+\\n(.*?)\\n *// TYPES end", Pattern.DOTALL);
  private static final Pattern AKKA_REGION =
      Pattern.compile("// AKKA [a-z-]+\\n(.*?)\\n *// AKKA end", Pattern.DOTALL);
  private static final Pattern YAML = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern HAZELCAST_REGION = Pattern.compile(
      "(?://|#) HAZELCAST [a-z-]+\\n(.*?)\\n *(?://|#) HAZELCAST end", Pattern.DOTALL);
  private static final Pattern JAVADOC =
      Pattern.compile("<pre>\\{@code\\n(.*?)\\n \\* }", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("]\\(((?!https?:)[^)#]+)\\)");

  @Test
  void theExamplesAreTheCompiledOnes() throws IOException {
    List<String> shown = groups(BLOCK, read("README.md"));
    List<String> compiled = new ArrayList<>(groups(REGION, read(COMPILED.toString())));
    compiled.addAll(groups(REGION, read(SIMULATED.toString())));
    assertEquals(3, compiled.size());
    assertEquals(
        compiled.stream().map(ReadmeTest::words).toList(),
        shown.stream().map(ReadmeTest::words).toList());
  }

  @Test
  void theExamplesOfTypesAreTheCompiledOnes() throws IOException {
    List<String> compiled = Stream.of(
            "node/src/test/java/io/rejoin/value/ReadingsType.java",
            "node/src/test/java/io/rejoin/value/KryoExample.java",
            "crdt/src/test/java/io/rejoin/crdt/replica/TypesExample.java")
        .flatMap(file -> groups(TYPES_REGION, unchecked(file)).stream())
        .map(ReadmeTest::words)
        .toList();
    assertEquals(3, compiled.size());
    assertEquals(
        compiled,
        groups(BLOCK, read("docs/TYPES.md")).stream().map(ReadmeTest::words).toList());
  }

  @Test
  void theActorIsTheCompiledOne() throws IOException {
    String source = read("node/akka/src/test/java/io/rejoin/akka/CartActor.java");
    assertEquals(
        groups(AKKA_REGION, source).stream().map(ReadmeTest::words).toList(),
        groups(BLOCK, read("docs/AKKA.md")).stream().map(ReadmeTest::words).toList());
  }

  @Test
  void theFederationIsTheCompiledOneAndTheTestedOne() throws IOException {
    String tests = "node/hazelcast/src/test/java/io/rejoin/hazelcast/";
    String doc = read("docs/HAZELCAST.md");
    assertEquals(
        groups(HAZELCAST_REGION, read(tests + "federation/FederationExample.java")).stream()
            .map(ReadmeTest::words)
            .toList(),
        groups(BLOCK, doc).stream().map(ReadmeTest::words).toList());
    String declared = read(tests + "declared/DeclaredFederationTest.java");
    assertEquals(
        words(groups(HAZELCAST_REGION, declared).get(0).replace("%s", "oslo.conf")),
        words(groups(YAML, doc).get(0)));
  }

  @Test
  void theCartsOwnExampleIsTheCompiledOne() throws IOException {
    String source = read("node/src/main/java/io/rejoin/value/Cart.java");
    String shown = groups(JAVADOC, source).get(0).replaceAll("(?m)^ \\* ?", "");
    assertEquals(words(groups(REGION, read(COMPILED.toString())).get(1)), words(shown));
    assertTrue(shown.strip().lines().count() <= 15);
  }

  @Test
  void allTypesAreListed() throws IOException {
    String types = read("docs/TYPES.md");
    for (CrdtType<?> type : StandardTypes.catalogue().types()) {
      assertTrue(types.contains("`" + type.name() + "` (" + type.id() + ")"), type.name());
    }
  }

  @Test
  void twoNodesTakeLessThanTenLines() throws IOException {
    long lines = groups(BLOCK, read("README.md")).get(0).lines().count();
    assertTrue(lines < 10, lines + " lines");
  }

  @Test
  void itStaysShort() throws IOException {
    long lines = read("README.md").lines().count();
    assertTrue(lines <= 200, lines + " lines");
  }

  @Test
  void itsLinksLeadSomewhere() throws IOException {
    List<String> links = groups(LINK, read("README.md"));
    assertTrue(links.size() >= 3);
    links.forEach(link -> assertTrue(Files.exists(Repository.root().resolve(link)), link));
  }

  private static String read(String path) throws IOException {
    return Files.readString(Repository.root().resolve(path));
  }

  private static String unchecked(String path) {
    try {
      return read(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> groups(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }

  /** Indentation and the closing brace of the try, behind the marker, are left aside. */
  private static String words(String code) {
    String text = code.strip().replaceAll("\\s+", " ");
    return text.startsWith("GridConfig") && text.endsWith("}") ? text.replaceAll(" }$", "") : text;
  }
}
