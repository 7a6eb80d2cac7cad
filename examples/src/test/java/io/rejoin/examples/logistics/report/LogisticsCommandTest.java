package io.rejoin.examples.logistics.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.rejoin.examples.data.Port;
import io.rejoin.examples.logistics.voyage.Outcome;
import io.rejoin.examples.logistics.voyage.Plan;
import io.rejoin.examples.logistics.voyage.Promise;
import io.rejoin.server.BadInput;
import io.rejoin.server.json.InvalidJson;
import io.rejoin.server.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LogisticsCommandTest {
  @TempDir
  private Path folder;

  private final StringWriter out = new StringWriter();

  private int run(String... options) {
    CommandLine command = new CommandLine(new LogisticsCommand());
    command.setOut(new PrintWriter(out));
    command.setExecutionExceptionHandler((failure, line, parsed) -> {
      throw failure;
    });
    return command.execute(options);
  }

  @Test
  void itTellsTheStoryAndWritesThePage() throws IOException, InvalidJson {
    Path file = folder.resolve("report.html");
    assertEquals(0, run("--quick", "--report", file.toString(), "--json"), out::toString);
    List<String> lines = out.toString().lines().toList();
    assertTrue(out.toString().contains("Every promise held at every site."), out::toString);
    JsonNode json = Json.read(lines.get(lines.size() - 1).getBytes(StandardCharsets.UTF_8));
    assertTrue(json.path("good").asBoolean());
    assertEquals(5, json.path("promises").size());
    assertEquals(2, json.path("bundles").size());
    String page = Files.readString(file);
    assertTrue(page.contains("every promise held"));
    assertTrue(page.contains("albatross takes the bundle in"));
    assertFalse(page.contains("<script") || page.contains("http"), "it needs nothing else");
    assertFalse(page.matches("(?s).*@[a-z]+@.*"), "all is filled in");
    assertEquals(7, page.split("role=\"img\"", -1).length - 1, "a map and six rows");
  }

  @Test
  void aReportThatCannotBeWrittenIsToldBeforeTheStory() {
    Path file = folder.resolve("no").resolve("report.html");
    BadInput bad = assertThrows(
        BadInput.class,
        () -> CommandLine.populateCommand(new LogisticsCommand(), "--report", file.toString())
            .call());
    assertEquals("--report: there is no directory " + file.getParent(), bad.getMessage());
  }

  @Test
  void whatIsBrokenIsSaid() {
    Outcome outcome = new Outcome(
        Plan.quick(),
        1,
        Duration.ZERO,
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        Map.of(),
        List.of(new Promise("scans <count>", 3, List.of("a & b differ"))),
        Duration.ZERO);
    new Summary(new PrintWriter(out), false).print(outcome);
    assertTrue(out.toString().contains("This is not what the grid promises."), out::toString);
    assertTrue(out.toString().contains("a & b differ"), out::toString);
    assertTrue(VoyagePage.of(outcome).contains("scans &lt;count&gt;"));
    assertTrue(VoyagePage.of(outcome).contains("a promise was broken"));
  }

  @Test
  void thePictureInTheDocumentationIsTheMap() throws IOException {
    Path picture = Path.of("..", "docs", "logistics.svg");
    String map = WorldMap.file(Plan.real());
    assertTrue(map.length() < 60_000);
    Plan.real().depots().stream()
        .map(Port::name)
        .forEach(name -> assertTrue(map.contains(">" + name + "<"), name));
    Path fresh = Path.of("target", "logistics.svg");
    Files.createDirectories(fresh.toAbsolutePath().getParent());
    Files.writeString(fresh, map);
    assertEquals(map, Files.readString(picture), "copy examples/" + fresh + " to docs");
  }
}
