package io.rejoin.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.Confirmation;
import io.rejoin.GridException;
import io.rejoin.Level;
import io.rejoin.Receipt;
import io.rejoin.Refreshed;
import io.rejoin.SessionToken;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Item;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.type.Erasure;
import io.rejoin.crdt.type.counter.InsufficientRights;
import io.rejoin.grid.Grid;
import io.rejoin.server.json.Fields;
import io.rejoin.server.json.InvalidJson;
import io.rejoin.server.json.Json;
import io.rejoin.server.json.Texts;
import io.rejoin.server.json.TypeJson;
import io.rejoin.server.json.TypesJson;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code GET} and {@code POST /v1/{type}/{key}}; the key is the rest of the path. Besides its
 * type's operations every entry takes {@code erase}.
 */
final class EntryRoute implements Route {
  static final String PREFIX = "/v1/";
  static final int MAX_OPERATIONS = 10_000;
  static final int MAX_TIMEOUT_MS = 60_000;
  private static final int DEFAULT_TIMEOUT_MS = 2_000;
  private static final String TIMEOUT = "timeout_ms";

  private final Grid grid;
  private final Visits visits;
  private final TypesJson types = TypesJson.standard();

  EntryRoute(Grid grid) {
    this.grid = grid;
    visits = new Visits(grid);
  }

  /** An entry as its path names it. */
  private record Named(TypeJson type, String key) {}

  /** What to do with an entry, and what to wait for. */
  private record Order(
      List<JsonNode> json, List<Operation> operations, Level level, Duration timeout) {}

  @Override
  public CompletionStage<Reply> answer(Request request) throws Problem, InvalidJson {
    Named named = named(request.path());
    try {
      EntryKey entry = grid.entry(named.type().type().name(), named.key());
      if (request.isGet()) {
        Duration patience = Duration.ofMillis(timeout(request.query()));
        Level level = level(Optional.ofNullable(request.query().get("level")));
        boolean partial = partial(request.query());
        return visits.served(
            request.token(),
            patience,
            () -> level.equals(Level.local()) && (partial || grid.shows(entry))
                ? done(value(named, entry, grid.partial(entry)))
                : grid.refreshed(entry, level, patience)
                    .thenApply(known -> read(named, entry, partial, known)));
      }
      Order order = order(named.type(), request.body());
      return visits.served(
          request.token(),
          order.timeout(),
          () -> grid.shows(entry)
              ? change(entry, order, Optional.empty())
              : grid.refreshed(entry, Level.local(), order.timeout())
                  .thenCompose(known -> changed(entry, order, known)));
    } catch (GridException e) {
      throw Refusal.of(e);
    }
  }

  private Reply read(Named named, EntryKey entry, boolean partial, Refreshed refreshed) {
    if (!refreshed.whole() && !partial) {
      return Refusal.of(new GridException.NotHere(named.key(), refreshed.missing()))
          .reply();
    }
    try {
      Reply reply = value(named, entry, refreshed.state());
      if (refreshed.level().equals(Level.local())) {
        return reply;
      }
      ObjectNode body = reply.body().deepCopy();
      body.put("level", refreshed.level().toString())
          .put("required", refreshed.required())
          .put("answered", refreshed.answered())
          .put("reached", refreshed.reached());
      if (!refreshed.reached()) {
        ArrayNode missing = body.putArray("missing");
        refreshed.missing().forEach(each -> describe(each, missing.addObject()));
      }
      return Reply.ok(body);
    } catch (Problem nothing) {
      return nothing.reply();
    }
  }

  private static CompletionStage<Reply> done(Reply reply) {
    return CompletableFuture.completedFuture(reply);
  }

  private Named named(String path) throws Problem, InvalidJson {
    String rest = path.substring(PREFIX.length());
    int slash = rest.indexOf('/');
    if (slash < 1 || slash == rest.length() - 1) {
      throw new Problem(Reply.NOT_FOUND, "no entry is at " + path, "an entry is /v1/{type}/{key}");
    }
    return new Named(
        types.byName(decoded(rest.substring(0, slash))), decoded(rest.substring(slash + 1)));
  }

  private static String decoded(String raw) {
    return raw.indexOf('%') < 0
        ? raw
        : URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private Reply value(Named named, EntryKey entry, State state) throws Problem {
    if (state.size() == 0) {
      throw new Problem(
              Reply.NOT_FOUND,
              "no " + named.type().type().name() + " '" + named.key() + "' is here",
              "it was never written, or removed, or has not arrived yet")
          .with(grid.token(entry, state));
    }
    ObjectNode body = Json.object();
    body.put("type", named.type().type().name()).put("key", named.key());
    named.type().describe(state.root(), body);
    List<Dot> dots = new ArrayList<>();
    for (Item item : state.items()) {
      dots.add(item.dot());
    }
    body.set("dots", Texts.json(dots));
    return Reply.ok(body.put("token", grid.token(entry, state).toString()));
  }

  private static Order order(TypeJson type, JsonNode body) throws InvalidJson {
    Fields fields = Fields.of(body, "the body");
    List<JsonNode> json = new ArrayList<>();
    if (fields.has("ops")) {
      fields.only("ops", "level", TIMEOUT).list("ops", MAX_OPERATIONS).forEach(json::add);
    } else {
      json.add(((ObjectNode) body).deepCopy().without(List.of("level", TIMEOUT)));
    }
    List<Operation> operations = new ArrayList<>(json.size());
    for (JsonNode operation : json) {
      boolean erases = operation.path("op").asText().equals("erase");
      operations.add(erases ? new Erasure.Erase() : TypesJson.operation(type, operation));
    }
    return new Order(json, operations, level(fields), Duration.ofMillis(timeout(fields)));
  }

  private static Level level(Fields fields) throws InvalidJson {
    return level(fields.optionalText("level"));
  }

  private static Level level(Optional<String> level) throws InvalidJson {
    try {
      return level.isEmpty() ? Level.local() : Level.parse(level.get());
    } catch (IllegalArgumentException e) {
      throw new InvalidJson(String.valueOf(e.getMessage()), "for example \"copies(2)\"");
    }
  }

  private static boolean partial(SortedMap<String, String> query) throws InvalidJson {
    String text = query.getOrDefault("partial", "false");
    if (!text.equals("true") && !text.equals("false")) {
      throw new InvalidJson("partial is " + text, "true or false");
    }
    return text.equals("true");
  }

  private static long timeout(SortedMap<String, String> query) throws InvalidJson {
    String text = query.getOrDefault(TIMEOUT, Integer.toString(DEFAULT_TIMEOUT_MS));
    return timeout(text.matches("\\d{1,9}") ? Long.parseLong(text) : -1);
  }

  private static long timeout(Fields fields) throws InvalidJson {
    return timeout(fields.integer(TIMEOUT, DEFAULT_TIMEOUT_MS));
  }

  private static long timeout(long timeout) throws InvalidJson {
    if (timeout < 0 || timeout > MAX_TIMEOUT_MS) {
      throw new InvalidJson("timeout_ms is " + timeout, "0 to " + MAX_TIMEOUT_MS + " is possible");
    }
    return timeout;
  }

  private CompletionStage<Reply> changed(EntryKey entry, Order order, Refreshed found) {
    try {
      return change(entry, order, Optional.of(found));
    } catch (Problem problem) {
      return done(problem.reply());
    }
  }

  /** Upon what was found of the entry, if this node does not show it. */
  private CompletionStage<Reply> change(EntryKey entry, Order order, Optional<Refreshed> found)
      throws Problem {
    ObjectNode body = Json.object();
    ArrayNode results = body.putArray("results");
    Optional<Receipt> last = Optional.empty();
    SessionToken token = SessionToken.EMPTY;
    for (int i = 0; i < order.operations().size(); i++) {
      Receipt receipt = apply(entry, order.operations().get(i), i, found);
      ObjectNode result = results.addObject();
      result.put("op", order.json().get(i).path("op").asText());
      result.set("written", Texts.json(receipt.written()));
      result.set("observed", Texts.json(receipt.removed()));
      token = token.join(receipt.token());
      if (receipt.changed() || last.isEmpty()) {
        last = Optional.of(receipt);
      }
    }
    body.put("token", token.toString()).put("level", order.level().toString());
    // A peer that holds the last operation of a run holds those before it.
    return last.isEmpty()
        ? CompletableFuture.completedFuture(Reply.ok(body))
        : last.get()
            .confirmation(order.level(), order.timeout())
            .thenApply(confirmation -> confirmed(body, confirmation));
  }

  private Receipt apply(EntryKey entry, Operation operation, int index, Optional<Refreshed> found)
      throws Problem {
    try {
      return operation instanceof Erasure.Erase
          ? grid.erase(entry, found)
          : grid.apply(entry, operation, found);
    } catch (InsufficientRights e) {
      throw Refusal.of(e, index);
    } catch (IllegalArgumentException e) {
      throw new Problem(Reply.BAD_REQUEST, String.valueOf(e.getMessage()), Refusal.earlier(index));
    } catch (GridException e) {
      throw index == 0 ? Refusal.of(e) : Refusal.of(e, Refusal.earlier(index));
    }
  }

  private static Reply confirmed(ObjectNode body, Confirmation confirmation) {
    body.put("required", confirmation.required())
        .put("confirmed", confirmation.confirmed())
        .put("reached", confirmation.reached());
    if (!confirmation.reached()) {
      ArrayNode missing = body.putArray("missing");
      confirmation.missing().forEach(each -> describe(each, missing.addObject()));
    }
    return Reply.ok(body);
  }

  private static void describe(Confirmation.Missing missing, ObjectNode body) {
    Confirmation.Holder node = missing.node();
    body.put("node", node.node().toString()).put("name", node.name()).put("site", node.site());
    missing.unreachable().ifPresent(time -> body.put("unreachable_ms", time.toMillis()));
  }
}
