package io.rejoin.simulator.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.rejoin.simulator.report.Examples;
import io.rejoin.simulator.report.RecordedRun;
import io.rejoin.simulator.report.RunSummary;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
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

  private static final long PATIENCE_SECONDS = 120;

  /** Says to its server what it sees in the frame, whenever that has changed. */
  private static final String AROUND = """
      <!doctype html><title>around</title>
      <iframe width="400" height="800" style="border:0" srcdoc="%s"></iframe>
      <script>
      let said = "";
      const look = () => {
        const inside = document.querySelector("iframe").contentWindow;
        const root = inside.document.documentElement;
        const seen = [
          "verdict=" + inside.document.getElementById("verdict")?.textContent,
          "width=" + inside.innerWidth + " beyond=" + (root.scrollWidth - root.clientWidth),
          "fetched=" + inside.performance.getEntriesByType("resource").length,
          "pictures=" + inside.document.querySelectorAll("svg, canvas").length,
          "seeds=" + inside.document.querySelectorAll(".grid button").length,
        ].join("\\n");
        if (seen !== said) {
          said = seen;
          fetch("/seen", { method: "POST", body: seen });
        }
        setTimeout(look, 50);
      };
      onload = look;
      </script>
      """;

  @TempDir
  Path folder;

  @BeforeAll
  static void aBrowserIsThere(@TempDir Path folder) throws Exception {
    String missing = "";
    if (BROWSER.isEmpty()) {
      missing = "none of " + BROWSERS + " is installed";
    } else if (!opensAnything(folder)) {
      missing = BROWSER.get() + " does not open an empty page";
    }
    if (!missing.isEmpty()) {
      System.err.println("OpenedReportTest is skipped: " + missing);
    }
    assumeTrue(missing.isEmpty(), missing);
  }

  @Test
  void aPassingRunFitsANarrowScreen() throws Exception {
    sees(
        HtmlReport.of(Examples.passing(7), RecordedRun.run().recording()),
        "verdict=\u2713\u00a0Pass\nwidth=400 beyond=0\nfetched=0\npictures=6\nseeds=0");
  }

  @Test
  void soDoesAViolation() throws Exception {
    RunSummary run = Examples.violatedAt(3, 15_600_000_000L, "<b>n3</b> lacks </script> it");
    sees(
        HtmlReport.of(run, RecordedRun.run().recording()),
        "verdict=\u2717\u00a0Violation\nwidth=400 beyond=0\nfetched=0\npictures=6\nseeds=0");
  }

  @Test
  void soDoesASwarm() throws Exception {
    List<RunSummary> runs = new ArrayList<>();
    for (long seed = 1; seed <= 200; seed++) {
      runs.add(seed == 9 ? Examples.violated(seed, "x".repeat(500)) : Examples.passing(seed));
    }
    sees(
        SwarmReport.of(runs),
        "verdict=\u2717\u00a0Violation\nwidth=400 beyond=0\nfetched=0\npictures=0\nseeds=200");
  }

  /** Reports draw themselves when the browser has a frame for them, so wait until it is so. */
  private void sees(String report, String expected) throws IOException, InterruptedException {
    String escaped = report.replace("&", "&amp;").replace("\"", "&quot;");
    BlockingQueue<String> sights = new LinkedBlockingQueue<>();
    HttpServer server = serving(AROUND.replace("%s", escaped), sights);
    Process process = open("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    String seen = "nothing";
    try {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      while (!seen.equals(expected)) {
        String next = sights.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (next == null) {
          break;
        }
        seen = next;
      }
    } finally {
      end(process);
      server.stop(0);
    }
    List<String> complaints =
        read(log()).lines().filter(line -> line.contains("CONSOLE")).toList();
    assertEquals(List.of(), complaints);
    assertEquals(expected, seen);
  }

  private static HttpServer serving(String page, BlockingQueue<String> sights) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> {
      byte[] body = page.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    server.createContext("/seen", exchange -> {
      byte[] body = exchange.getRequestBody().readAllBytes();
      sights.add(new String(body, StandardCharsets.UTF_8));
      exchange.sendResponseHeaders(204, -1);
      exchange.close();
    });
    server.createContext("/favicon.ico", exchange -> {
      exchange.sendResponseHeaders(204, -1);
      exchange.close();
    });
    server.start();
    return server;
  }

  private Process open(String address) throws IOException {
    return browser(folder, "--remote-debugging-port=0", address)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(log().toFile())
        .start();
  }

  private static boolean opensAnything(Path folder) throws IOException, InterruptedException {
    Process process = browser(folder, "--dump-dom", "about:blank")
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
    try {
      return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    } finally {
      end(process);
    }
  }

  private static ProcessBuilder browser(Path folder, String... more) {
    List<String> command = new ArrayList<>(List.of(
        BROWSER.orElseThrow().toString(),
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--enable-logging=stderr",
        "--user-data-dir=" + folder.resolve("profile")));
    command.addAll(List.of(more));
    return new ProcessBuilder(command);
  }

  /** With its children, which would write into a folder that is being deleted. */
  private static void end(Process process) throws InterruptedException {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly().waitFor();
    children.forEach(ProcessHandle::destroyForcibly);
    children.forEach(child -> child.onExit().join());
  }

  private Path log() {
    return folder.resolve("log");
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
