package io.rejoin.examples.shop.web;

import io.rejoin.crdt.bytes.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The files of a page, read once from beside this class. Nothing but these has an address, so there
 * is no path to wander off on.
 */
public final class StaticFiles {
  private static final Map<String, String> TYPES = Map.of(
      "html", "text/html; charset=utf-8",
      "css", "text/css; charset=utf-8",
      "js", "text/javascript; charset=utf-8",
      "svg", "image/svg+xml");

  private final Map<String, Reply> byPath = new TreeMap<>();

  /** {@code index.html} is the page itself. */
  public static StaticFiles of(String... names) {
    StaticFiles files = new StaticFiles();
    for (String name : names) {
      String path = name.equals("index.html") ? "/" : "/" + name;
      files.byPath.put(path, new Reply(Reply.OK, type(name), read(name)));
    }
    return files;
  }

  Optional<Reply> find(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  private static String type(String name) {
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (type == null) {
      throw new IllegalArgumentException("no content type is known for " + name);
    }
    return type;
  }

  private static Bytes read(String name) {
    try (InputStream in = StaticFiles.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("no file " + name + " is beside " + StaticFiles.class);
      }
      return Bytes.wrap(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
