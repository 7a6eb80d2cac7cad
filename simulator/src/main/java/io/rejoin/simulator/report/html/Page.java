package io.rejoin.simulator.report.html;

import com.fasterxml.jackson.databind.JsonNode;
import io.rejoin.server.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The one file: template, style, scripts and data. The scripts are ES modules on disk, and one
 * module here, as a file that was opened from disk may not import another; so no two of them use a
 * name at their top level twice.
 *
 * <p>The data are JSON in a script element that is never run. No {@code <} is left in them, so
 * nothing in them can end the element or begin another, whatever the names in a run are.
 */
final class Page {
  private static final List<String> MODULES = List.of(
      "dom.js", "format.js", "head.js", "ribbon.js", "plots.js", "past.js", "seeds.js", "main.js");

  private Page() {}

  static String of(String title, JsonNode data) {
    return resource("report.html")
        .replace("@title@", text(title))
        .replace("@style@", resource("uPlot.min.css") + resource("report.css"))
        .replace("@uplot@", resource("uPlot.iife.min.js"))
        .replace("@script@", modules())
        .replace("@data@", embedded(data));
  }

  private static String modules() {
    return MODULES.stream()
        .flatMap(name -> resource(name).lines())
        .filter(line -> !line.startsWith("import "))
        .map(line -> line.startsWith("export ") ? line.substring("export ".length()) : line)
        .collect(Collectors.joining("\n"));
  }

  /** JSON without a character that means something to HTML or to JavaScript. */
  static String embedded(JsonNode data) {
    return Json.line(data)
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  private static String text(String plain) {
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /**
   * A file that is packed with this class.
   *
   * @throws UncheckedIOException if the jar is broken
   */
  static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
