package io.rejoin.simulator.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rejoin.simulator.report.Examples;
import io.rejoin.simulator.report.RecordedRun;
import io.rejoin.simulator.report.RunSummary;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports in a real browser, 400 pixels wide: in a frame, as no window is that narrow. */
class OpenedReportTest {
  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final Optional<Path> BROWSER = browser();

  /** Says in its own text what it sees in the frame, once that has drawn itself. */
  private static final String AROUND = """
      <!doctype html><title>around</title><pre id="seen"></pre>
      <iframe width="400" height="800" style="border:0" srcdoc="%s"></iframe>
      <script>
      onload = () => setTimeout(() => {
        const inside = document.querySelector("iframe").contentWindow;
        const root = inside.document.documentElement;
        document.getElementById("seen").textContent = [
          "verdict=" + inside.document.getElementById("verdict")?.textContent,
          "width=" + inside.innerWidth + " beyond=" + (root.scrollWidth - root.clientWidth),
          "fetched=" + inside.performance.getEntriesByType("resource").length,
          "pictures=" + inside.document.querySelectorAll("svg, canvas").length,
          "seeds=" + inside.document.querySelectorAll(".grid button").length,
        ].join("\\n");
      }, 500);
      </script>
      """;

  @TempDir
  Path folder;

  @BeforeAll
  static void aBrowserIsThere(@TempDir Path folder) throws Exception {
    String missing = "";
    if (BROWSER.isEmpty()) {
      missing = "none of " + BROWSERS + " is installed";
    } else if (open("about:blank", folder) != 0) {
      missing = BROWSER.get() + " does not open an empty page";
    }
    if (!missing.isEmpty()) {
      System.err.println("OpenedReportTest is skipped: " + missing);
    }
    assumeTrue(missing.isEmpty(), missing);
  }

  @Test
  void aPassingRunFitsANarrowScreen() throws Exception {
    String seen = seen(HtmlReport.of(Examples.passing(7), RecordedRun.run().recording()));
    assertTrue(seen.contains("verdict=\u2713\u00a0Pass"), seen);
    assertTrue(seen.contains("width=400 beyond=0"), seen);
    assertTrue(seen.contains("fetched=0"), seen);
    assertTrue(seen.contains("pictures=6"), seen);
  }

  @Test
  void soDoesAViolation() throws Exception {
    RunSummary run = Examples.violatedAt(3, 15_600_000_000L, "<b>n3</b> lacks </script> it");
    String seen = seen(HtmlReport.of(run, RecordedRun.run().recording()));
    assertTrue(seen.contains("verdict=\u2717\u00a0Violation"), seen);
    assertTrue(seen.contains("width=400 beyond=0"), seen);
  }

  @Test
  void soDoesASwarm() throws Exception {
    List<RunSummary> runs = new ArrayList<>();
    for (long seed = 1; seed <= 200; seed++) {
      runs.add(seed == 9 ? Examples.violated(seed, "x".repeat(500)) : Examples.passing(seed));
    }
    String seen = seen(SwarmReport.of(runs));
    assertTrue(seen.contains("seeds=200"), seen);
    assertTrue(seen.contains("width=400 beyond=0"), seen);
  }

  private String seen(String report) throws IOException, InterruptedException {
    String escaped = report.replace("&", "&amp;").replace("\"", "&quot;");
    Path page = folder.resolve("around.html");
    Files.writeString(page, AROUND.replace("%s", escaped));
    assertEquals(0, open(page.toUri().toString(), folder));
    Path log = folder.resolve("log");
    assertFalse(Files.readString(log).contains("CONSOLE"), () -> read(log));
    String dom = Files.readString(folder.resolve("dom")).replace("&nbsp;", "\u00a0");
    int at = dom.indexOf("<pre");
    return dom.substring(at, dom.indexOf("</pre>", at));
  }

  /** Opens a page; what it becomes and what is said go to files. Returns the exit code. */
  private static int open(String address, Path folder) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(
            BROWSER.orElseThrow().toString(),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--enable-logging=stderr",
            "--user-data-dir=" + folder.resolve("profile"),
            "--virtual-time-budget=5000",
            "--dump-dom",
            address)
        .redirectOutput(folder.resolve("dom").toFile())
        .redirectError(folder.resolve("log").toFile())
        .start();
    try {
      return process.waitFor(120, TimeUnit.SECONDS) ? process.exitValue() : -1;
    } finally {
      process.destroyForcibly();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static Optional<Path> browser() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return BROWSERS.stream()
        .flatMap(name -> Stream.of(path.split(File.pathSeparator, -1))
            .map(folder -> Path.of(folder).resolve(name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
