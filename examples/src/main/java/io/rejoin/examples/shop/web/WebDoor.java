package io.rejoin.examples.shop.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.SipHash;
import io.rejoin.server.json.InvalidJson;
import io.rejoin.server.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves a page to browsers on this machine, and answers what it asks. */
public final class WebDoor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WebDoor.class);
  private static final int THREADS = 8; // an answer may take seconds, see ShopDoor
  private static final int MOST_WAITING = 128;
  private static final int MOST_BODY_BYTES = 64 << 10;

  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final SipHash DIGEST = new SipHash(1, 2);

  private static final Map<String, String> HEADERS = Map.of(
      "Content-Security-Policy",
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      "X-Content-Type-Options",
      "nosniff",
      "Referrer-Policy",
      "no-referrer",
      "Cross-Origin-Resource-Policy",
      "same-origin",
      "Cache-Control",
      "no-cache");

  static {
    // Read once, when the first server is made. Without nodelay a reply takes 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.maxReqTime", "30");
  }

  /** Answers what is no file of the page, from several threads. */
  public interface Answers {
    Reply answer(Request request) throws Problem, InvalidJson;
  }

  private final HttpServer server;
  private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
      THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(MOST_WAITING));

  private WebDoor(HttpServer server) {
    this.server = server;
  }

  /**
   * Takes a port of loopback, 0 for any free one; nothing is answered yet.
   *
   * @throws IOException if it is in use
   */
  public static WebDoor bind(int port) throws IOException {
    return new WebDoor(HttpServer.create(
        new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), MOST_WAITING));
  }

  /** Such as {@code http://127.0.0.1:8081/}. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  public void serve(StaticFiles files, Answers answers) {
    server.createContext("/", exchange -> {
      try (exchange) {
        send(exchange, reply(exchange, files, answers));
      } catch (IOException e) {
        LOG.debug("a browser went away before its reply: {}", e.toString());
      }
    });
    server.setExecutor(threads);
    server.start();
  }

  private static Reply reply(HttpExchange exchange, StaticFiles files, Answers answers)
      throws IOException {
    try {
      Request request = read(exchange);
      Optional<Reply> file = request.isPost() ? Optional.empty() : files.find(request.path());
      return file.isPresent() ? file.get() : answers.answer(request);
    } catch (Problem e) {
      return e.reply();
    } catch (InvalidJson e) {
      return Reply.error(400, String.valueOf(e.getMessage()), e.hint());
    } catch (IllegalArgumentException e) {
      return Reply.error(400, String.valueOf(e.getMessage()), "send something else");
    } catch (RuntimeException e) {
      LOG.warn("{} {} failed", exchange.getRequestMethod(), exchange.getRequestURI(), e);
      return Reply.error(500, "internal error: " + e, "the log has the details");
    }
  }

  private static Request read(HttpExchange exchange) throws IOException, Problem, InvalidJson {
    String method = exchange.getRequestMethod();
    boolean isPost = method.equals("POST");
    if (!isPost && !method.equals("GET")) {
      throw new Problem(405, method + " is not served", "use GET or POST");
    }
    SameOrigin.check(isPost, exchange.getRequestHeaders());
    String path = exchange.getRequestURI().getRawPath();
    Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
    JsonNode body = isPost ? Json.read(body(exchange)) : MissingNode.getInstance();
    return new Request(isPost, path, query, body);
  }

  private static byte[] body(HttpExchange exchange) throws IOException, Problem {
    byte[] body = exchange.getRequestBody().readNBytes(MOST_BODY_BYTES + 1);
    if (body.length > MOST_BODY_BYTES) {
      throw new Problem(
          413, "the body is larger than " + MOST_BODY_BYTES + " bytes", "send less at a time");
    }
    return body;
  }

  private static Map<String, String> query(@Nullable String raw) {
    Map<String, String> query = new TreeMap<>();
    for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        String value = pair.substring(equals + 1);
        query.put(pair.substring(0, equals), URLDecoder.decode(value, StandardCharsets.UTF_8));
      }
    }
    return query;
  }

  /** A body that the browser has already is not sent again. */
  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    byte[] body = reply.body().toArray();
    Headers headers = exchange.getResponseHeaders();
    HEADERS.forEach(headers::set);
    headers.set("Content-Type", reply.type());
    String tag = tag(reply.body());
    headers.set("ETag", tag);
    if (reply.status() == Reply.OK
        && tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
      exchange.sendResponseHeaders(304, -1);
      return;
    }
    exchange.sendResponseHeaders(reply.status(), body.length);
    exchange.getResponseBody().write(body);
  }

  private static String tag(Bytes body) {
    return '"' + Long.toHexString(DIGEST.stream64().raw(body).finish64()) + '"';
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
  }
}
