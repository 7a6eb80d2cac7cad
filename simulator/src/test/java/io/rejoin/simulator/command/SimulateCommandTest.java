package io.rejoin.simulator.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.server.Main;
import io.rejoin.simulator.scenario.Seeds;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir
  private Path folder;

  private int run(String... args) {
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  @Test
  void aFewSeedsPass() {
    assertEquals(
        0,
        run("simulate", "delete-during-cut", "--quick", "--seeds", "3..6", "--verbose"),
        out::toString);
    assertTrue(out.toString().contains("seed 5: "), out.toString());
    assertTrue(out.toString().contains("4 runs, 0 violated"), out.toString());
  }

  @Test
  void twinsGoTheSameWay() {
    assertEquals(
        0,
        run("simulate", "delete-during-cut", "--quick", "--seeds", "3..4", "--twin"),
        out::toString);
    assertTrue(
        out.toString().lines().anyMatch(line -> line.matches("deterministic +PASS .*")),
        out.toString());
  }

  @Test
  void oneRunIsTold() {
    assertEquals(0, run("simulate", "delete-during-cut", "--quick", "--seed", "1"), out::toString);
    assertTrue(out.toString().contains(" CUT "), out.toString());
    assertTrue(out.toString().contains("PASS  delete-during-cut, seed 1"), out.toString());
  }

  @Test
  void filesAreWritten() throws IOException {
    Path json = folder.resolve("runs.json");
    Path report = folder.resolve("report.html");
    Path trace = folder.resolve("trace.txt");
    int code = run(
        "simulate",
        "delete-during-cut",
        "--quick",
        "--seed",
        "1",
        "--json",
        json.toString(),
        "--report",
        report.toString(),
        "--trace",
        trace.toString());
    assertEquals(0, code, out::toString);
    assertTrue(
        Files.readString(json).startsWith("{\"scenario\":\"delete-during-cut\",\"seed\":1,"));
    assertTrue(Files.readString(report).startsWith("<!doctype html>"));
    assertTrue(Files.readString(trace).contains(" op "));
  }

  @Test
  void jsonOnStandardOutputIsAllThereIs() {
    assertEquals(
        0,
        run("simulate", "delete-during-cut", "--quick", "--seeds", "3..4", "--json", "-"),
        out::toString);
    List<String> lines = out.toString().lines().toList();
    assertEquals(2, lines.size());
    assertTrue(
        lines.stream().allMatch(line -> line.startsWith("{\"scenario\":\"delete-during-cut\"")));
  }

  @Test
  void aFailingRunIsWrittenSmallerAndFailsAgain() throws IOException {
    Path file = folder.resolve("impatient.conf");
    Files.writeString(file, """
        name = impatient
        time { warmup = 3s, run = 20s, settle = 20s }
        sites { shop { count = 3, nodes = 1 } }
        workload { w { rate = 2/s, mix = [ { op = set.add, key = "s" } ] } }
        timeline = [ { at = 2s, cut = shop-1, for = 8s }
                     { at = 4s, pause = shop-2, for = 1s } ]
        checks = [ { converge-within = 1ms, after = last-heal } ]
        """);
    String smaller = folder.resolve("smaller").toString();
    int code = run("simulate", file.toString(), "--seed", "1", "--shrink", "60", "--out", smaller);
    assertEquals(1, code, out::toString);
    Path shrunk = Path.of(smaller, "impatient-seed-1.conf");
    assertTrue(Files.readString(shrunk).length() > 0);
    assertTrue(Files.readString(Path.of(smaller, "ImpatientSeed1Test.java"))
        .contains("@GridSimTest(scenario = \"impatient-seed-1.conf\", first = 1)"));
    assertEquals(1, run("simulate", shrunk.toString(), "--shrink", "0"), out::toString);
  }

  @Test
  void whatIsNotBuiltIsSaidAndNothingIsKnownOfIt() throws IOException {
    Path file = folder.resolve("later.conf");
    Files.writeString(file, """
        name = later
        time { warmup = 3s, run = 5s, settle = 20s }
        sites { shop { nodes = 3 } }
        buckets { stock { copies = 2, durability = memory } }
        workload { w { rate = 2/s
          mix = [ { op = set.add, key = "stock/s", level = majority } ] } }
        """);
    assertEquals(2, run("simulate", file.toString(), "--seed", "1"), out::toString);
    assertTrue(out.toString().contains("not built: buckets in memory"), out.toString());
  }

  @Test
  void badScenariosSayWhereAndWhat() throws IOException {
    Path file = folder.resolve("bad.conf");
    Files.writeString(file, "name = bad\nsites { shop { nodez = 3 } }\n");
    assertEquals(3, run("simulate", file.toString()));
    assertTrue(err.toString().contains("bad.conf, line 2"), err.toString());
    assertTrue(err.toString().contains("nodes"), err.toString());
  }

  @Test
  void aNameThatIsNearlyRightIsGuessed() {
    assertEquals(3, run("simulate", "wan-outtage"));
    assertTrue(err.toString().contains("did you mean wan-outage?"), err.toString());
  }

  @Test
  void builtInScenariosAreListedAndExplained() {
    assertEquals(0, run("simulate", "--list"));
    assertTrue(out.toString().lines().anyMatch(line -> line.startsWith("thousand-nodes  ")));
    assertEquals(0, run("simulate", "wan-outage", "--explain", "--seed", "4"));
    assertTrue(out.toString().contains("name  = wan-outage"), out.toString());
  }

  @Test
  void badFlagsAreCode3AndOneLine() {
    assertEquals(3, run("simulate", "--seeds", "9..3"));
    assertEquals(3, run("simulate", "--seeds", "some"));
    assertEquals(3, run("simulate", "--threads", "0"));
    assertEquals(3, run("simulate", "--sedes", "1..2"));
    assertEquals(3, run("simulate", "--all", "wan-outage"));
    assertEquals(5, err.toString().lines().count(), err.toString());
  }

  @Test
  void seedsAreARangeOrOne() {
    assertEquals(Optional.of(new Seeds(2, 9)), Seeds.parse("2..9"));
    assertEquals(Optional.of(new Seeds(7, 7)), Seeds.parse(" 7 "));
    assertEquals(Optional.empty(), Seeds.parse("2.."));
    assertEquals(Optional.empty(), Seeds.parse("-2..3"));
  }
}
