package io.rejoin.examples.healthcare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rejoin.server.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The story as the command tells it, with few edits. */
class ClinicDayTest {
  @Test
  void theStoryIsToldAndEveryPromiseKept() throws IOException {
    StringWriter out = new StringWriter();
    int code = run(out, "--patients", "3", "--edits", "12", "--json");
    List<String> lines = out.toString().lines().toList();
    assertEquals(0, code, out::toString);
    JsonNode json = new JsonMapper().readTree(lines.get(lines.size() - 1));
    assertTrue(json.get("good").asBoolean());
    assertEquals(14, json.get("promises").size());
    assertEquals(12 * 4 + 16, json.get("edits_during_cut").asInt());
    assertTrue(out.toString().contains("or 555-0177 (daughter)"), "a conflict is shown");
  }

  @Test
  void aPromiseThatIsBrokenIsSaid() {
    Outcome outcome = new Outcome();
    assertFalse(outcome.good());
    outcome.promise("a", true, "not a");
    assertTrue(outcome.good());
    outcome.promise("b", List.of("not b here", "not b there"));
    outcome.promise("b", List.of());
    assertFalse(outcome.good());
    assertEquals(List.of("not b here", "not b there"), outcome.complaints());
    assertFalse(outcome.json().get("promises").get("b").asBoolean());
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    assertEquals(2, run(new StringWriter(), "--patients", "0"));
    assertEquals(2, run(new StringWriter(), "--edits", "10001"));
  }

  private static int run(StringWriter out, String... arguments) {
    List<String> all = new ArrayList<>(List.of("example", "healthcare"));
    all.addAll(List.of(arguments));
    return Main.run(
        new PrintWriter(out), new PrintWriter(new StringWriter()), all.toArray(String[]::new));
  }
}
