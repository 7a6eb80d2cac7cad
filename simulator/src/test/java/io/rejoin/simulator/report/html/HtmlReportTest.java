package io.rejoin.simulator.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.rejoin.server.json.InvalidJson;
import io.rejoin.server.json.Json;
import io.rejoin.simulator.report.Examples;
import io.rejoin.simulator.report.RecordedRun;
import io.rejoin.simulator.report.Recording;
import io.rejoin.simulator.report.RunSummary;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlReportTest {
  private static final Recording RECORDING = RecordedRun.run().recording();
  private static final String HOSTILE = "</script><img src=x onerror=alert(1)>\u2028@script@";
  private static final Pattern DATA =
      Pattern.compile("<script id=\"data\" type=\"application/json\">(.*?)</script>");

  @Test
  void theSameRunGivesTheSameBytes() {
    Recording again = RecordedRun.run().recording();
    assertEquals(
        HtmlReport.of(Examples.passing(7), RECORDING), HtmlReport.of(Examples.passing(7), again));
  }

  @Test
  void whatHappenedIsToldInThreeSentences() throws InvalidJson {
    JsonNode story = data(HtmlReport.of(Examples.passing(7), RECORDING)).get("story");
    assertEquals(3, story.size());
    assertEquals(
        "They were put through 1 crash and 1 cut; of 3 204 operations at nodes that were cut off"
            + " from others, 100.0% were answered.",
        story.get(1).textValue());
  }

  @Test
  void aHostileNameStaysText() throws InvalidJson {
    String report = HtmlReport.of(Examples.violated(8, HOSTILE), RECORDING);
    assertFalse(report.contains("<img"));
    assertEquals(HOSTILE, data(report).get("checks").get(1).get("detail").textValue());
  }

  @Test
  void theCausalPastEndsAtTheViolation() throws InvalidJson {
    RunSummary run = Examples.violatedAt(3, 15_600_000_000L, "n3 lacks it");
    JsonNode history = data(HtmlReport.of(run, RECORDING)).get("history");
    assertEquals("manifest/a", history.get("key").textValue());
    assertEquals(13_600_000, history.get("violation").get("time").longValue());
    assertTrue(history.get("events").size() > 10);
    for (JsonNode event : history.get("events")) {
      assertTrue(event.get("time").longValue() <= 13_600_000, event::toString);
    }
  }

  @Test
  void nothingIsFetched() {
    String report = HtmlReport.of(Examples.passing(7), RECORDING)
        .replace("http://www.w3.org/2000/svg", "")
        .replace("https://github.com/leeoniya/uPlot", "");
    assertFalse(report.contains("://"), () -> report.substring(report.indexOf("://") - 50));
    assertFalse(report.contains("@import"));
    assertTrue(report.contains("default-src 'none'"));
  }

  @Test
  void aSwarmShowsEverySeed() throws InvalidJson {
    List<RunSummary> runs = new ArrayList<>();
    for (long seed = 1; seed <= 200; seed++) {
      runs.add(seed % 40 == 3 ? Examples.violated(seed, HOSTILE) : Examples.passing(seed));
    }
    JsonNode data = data(SwarmReport.of(runs));
    assertEquals(200, data.get("seeds").size());
    assertEquals("violation", data.get("verdict").textValue());
    assertEquals("wan-outage, seed 3", data.get("checks").get(1).get("firstBad").textValue());
    assertEquals(5, data.get("checks").get(1).get("violated").intValue());
    assertEquals(
        "5 runs violated a check, 195 did not.", data.get("story").get(1).textValue());
  }

  @ParameterizedTest
  @CsvSource({
    "uPlot.iife.min.js, 19c8d4c6ad88929a79f4ae49d6f7161566dfd0ba3d15cc495e974f787eb78f1f",
    "uPlot.min.css, df630c6a8d6f8eeaff264b50f73ce5b114f646ffd9a0bb74f049b0a00135fa04"
  })
  void whatOthersWroteIsAsTheyPublishedIt(String file, String hash)
      throws GeneralSecurityException {
    byte[] bytes = Page.resource(file).getBytes(StandardCharsets.UTF_8);
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    assertEquals(hash, HexFormat.of().formatHex(sha.digest(bytes)));
  }

  private static JsonNode data(String report) throws InvalidJson {
    Matcher matcher = DATA.matcher(report);
    assertTrue(matcher.find());
    return Json.read(matcher.group(1).getBytes(StandardCharsets.UTF_8));
  }
}
