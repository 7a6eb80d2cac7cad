package io.rejoin.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.HttpExchange;
import io.rejoin.server.json.InvalidJson;
import io.rejoin.server.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a request within its bounds, finds its route and writes the reply. */
final class Dispatcher {
  /** Larger values go in through the Java API. */
  static final int MAX_BODY_BYTES = 4 << 20;

  /** What is read of a larger body before it is refused. */
  private static final int MAX_DISCARDED_BYTES = 4 * MAX_BODY_BYTES;

  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  private final Map<String, Route> routes;
  private final Route entries;
  private final Executor executor;
  private final SameOrigin origin;

  /** {@code routes} by exact path; {@code entries} answers all below {@code /v1/}. */
  Dispatcher(Map<String, Route> routes, Route entries, Executor executor, SameOrigin origin) {
    this.routes = routes;
    this.entries = entries;
    this.executor = executor;
    this.origin = origin;
  }

  /** Answers, now or later; {@code unanswered} counts what is still to come. */
  void handle(HttpExchange exchange, AtomicInteger unanswered) {
    unanswered.incrementAndGet();
    CompletableFuture<Reply> reply = answer(exchange).toCompletableFuture();
    if (reply.isDone()) {
      send(exchange, reply.join());
      unanswered.decrementAndGet();
    } else {
      var unused = reply
          .thenAcceptAsync(late -> send(exchange, late), executor)
          .whenComplete((sent, failure) -> unanswered.decrementAndGet());
    }
  }

  private CompletionStage<Reply> answer(HttpExchange exchange) {
    try {
      origin.check(exchange.getRequestHeaders());
      Request request = read(exchange);
      return route(request.path())
          .answer(request)
          .exceptionally(failure -> failed(request, failure));
    } catch (Problem e) {
      return CompletableFuture.completedFuture(e.reply());
    } catch (InvalidJson e) {
      return CompletableFuture.completedFuture(
          Reply.problem(Reply.BAD_REQUEST, String.valueOf(e.getMessage()), e.hint()));
    } catch (IOException | RuntimeException e) {
      LOG.warn("{} {} failed", exchange.getRequestMethod(), exchange.getRequestURI(), e);
      return CompletableFuture.completedFuture(
          Reply.problem(Reply.FAILED, "internal error: " + e, "the node's log has the details"));
    }
  }

  private static Reply failed(Request request, Throwable failure) {
    LOG.warn("{} {} failed", request.method(), request.path(), failure);
    return Reply.problem(
        Reply.FAILED, "internal error: " + failure, "the node's log has the details");
  }

  private Route route(String path) throws Problem {
    if (path.startsWith(EntryRoute.PREFIX)) {
      return entries;
    }
    Route route = routes.get(path);
    if (route == null) {
      throw new Problem(
          Reply.NOT_FOUND,
          "nothing is at " + path,
          "there is " + String.join(", ", routes.keySet()) + ", /v1/{type}/{key}");
    }
    return route;
  }

  private static Request read(HttpExchange exchange) throws IOException, Problem, InvalidJson {
    String method = exchange.getRequestMethod();
    String path = exchange.getRequestURI().getRawPath();
    SortedMap<String, String> query = query(exchange.getRequestURI().getRawQuery());
    Optional<String> token =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst(Request.TOKEN));
    if (method.equals(Request.GET)) {
      return new Request(method, path, query, token, MissingNode.getInstance());
    }
    if (!method.equals(Request.POST)) {
      throw new Problem(Reply.METHOD_NOT_ALLOWED, method + " is not served", "use GET or POST");
    }
    byte[] body = body(exchange);
    JsonNode json = body.length == 0 ? MissingNode.getInstance() : Json.read(body);
    return new Request(method, path, query, token, json);
  }

  /** Nothing that is asked for needs more than plain characters. */
  private static SortedMap<String, String> query(@Nullable String raw) {
    SortedMap<String, String> query = new TreeMap<>();
    for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        query.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return query;
  }

  private static byte[] body(HttpExchange exchange) throws IOException, Problem {
    InputStream in = exchange.getRequestBody();
    byte[] body = declared(exchange) > MAX_BODY_BYTES ? new byte[0] : in.readNBytes(MAX_BODY_BYTES);
    if (declared(exchange) > MAX_BODY_BYTES || (body.length == MAX_BODY_BYTES && in.read() >= 0)) {
      discard(in);
      throw new Problem(
          Reply.TOO_LARGE,
          "the body is larger than " + MAX_BODY_BYTES + " bytes",
          "send fewer operations at a time");
    }
    return body;
  }

  /** Who is still sending cannot hear why he is refused; but nobody may send for ever. */
  private static void discard(InputStream in) throws IOException {
    byte[] some = new byte[8192];
    int left = MAX_DISCARDED_BYTES;
    for (int n = in.read(some); n >= 0 && left > 0; n = in.read(some)) {
      left -= n;
    }
  }

  private static long declared(HttpExchange exchange) {
    String length = exchange.getRequestHeaders().getFirst("Content-Length");
    return length == null ? 0 : Long.parseLong(length.strip());
  }

  private static void send(HttpExchange exchange, Reply reply) {
    byte[] body = Json.write(reply.body());
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(reply.status(), body.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    } catch (IOException e) {
      LOG.debug("a client went away before its reply: {}", e.toString());
    }
  }
}
