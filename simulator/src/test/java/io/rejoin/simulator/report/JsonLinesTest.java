package io.rejoin.simulator.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.rejoin.server.json.InvalidJson;
import io.rejoin.server.json.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Programs rely on every name, type and order here. */
class JsonLinesTest {
  @Test
  void aRunIsOneObjectOnOneLine() {
    assertEquals("""
        {"scenario":"wan-outage","seed":7,"verdict":"pass","checks":[\
        {"name":"local-availability","verdict":"pass","evidence":3204,"detail":""},\
        {"name":"no-lost-adds","verdict":"pass","evidence":18112,"detail":""},\
        {"name":"roots-equal","verdict":"pass","evidence":412,"detail":""}],\
        "nodes":19,"events":1482113,"simulated_s":5580.0,"wall_s":1.25,"converged_ms":7930,\
        "ops":{"attempted":81204,"ok":81100,"refused":104,"failed":0},\
        "ops_during_faults":{"attempted":3204,"ok":3204},\
        "bytes":{"total":51182173,"delta":9182733,"repair":1887436,"membership":40112004},\
        "between_sites":[{"from":"depot-1","to":"office","bytes":24000,"delta":16000}],\
        "trace_hash":"00ff17a2c4d9e6b3","version":"0.1.0"}""", JsonLines.of(Examples.passing(7)));
  }

  @Test
  void whatNeverConvergedHasNoTime() throws InvalidJson {
    JsonNode run = read(Examples.violated(8, "depot-3/1 lacks it"));
    assertEquals("violation", run.get("verdict").textValue());
    assertEquals("unknown", run.get("checks").get(2).get("verdict").textValue());
    assertEquals(true, run.get("converged_ms").isNull());
  }

  @Test
  void whateverADetailHoldsItStaysOnOneLine() throws InvalidJson {
    String hostile = "k1\n\"}</script>\u2028\u0000";
    RunSummary run = Examples.violated(9, hostile);
    assertFalse(JsonLines.of(run).contains("\n"));
    assertEquals(hostile, read(run).get("checks").get(1).get("detail").textValue());
  }

  private static JsonNode read(RunSummary run) throws InvalidJson {
    return Json.read(JsonLines.of(run).getBytes(StandardCharsets.UTF_8));
  }
}
