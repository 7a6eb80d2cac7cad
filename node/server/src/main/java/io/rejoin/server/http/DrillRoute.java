package io.rejoin.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.GridException;
import io.rejoin.grid.Grid;
import io.rejoin.server.json.Fields;
import io.rejoin.server.json.InvalidJson;
import io.rejoin.server.json.Json;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code POST /drill/cut} and {@code POST /drill/heal}: rehearses a cut of the network. */
final class DrillRoute implements Route {
  static final String CUT = "/drill/cut";
  static final String HEAL = "/drill/heal";
  private static final int MAX_SITES = 1_000;

  private final Grid grid;

  DrillRoute(Grid grid) {
    this.grid = grid;
  }

  @Override
  public CompletionStage<Reply> answer(Request request) throws Problem, InvalidJson {
    request.mustPost();
    SortedSet<String> sites = new TreeSet<>();
    try {
      if (request.path().equals(CUT)) {
        sites.addAll(sites(request.body()));
        grid.cut(sites);
      } else {
        grid.heal();
      }
    } catch (GridException e) {
      throw Refusal.of(e);
    }
    ObjectNode body = Json.object();
    ArrayNode cut = body.putArray("cut");
    sites.forEach(cut::add);
    return CompletableFuture.completedFuture(Reply.ok(body));
  }

  private static SortedSet<String> sites(JsonNode body) throws InvalidJson {
    SortedSet<String> sites = new TreeSet<>();
    for (JsonNode site : Fields.of(body, "a cut").only("sites").list("sites", MAX_SITES)) {
      if (!site.isTextual()) {
        throw new InvalidJson("a site is a name, not " + site, "put it in quotes");
      }
      sites.add(site.textValue());
    }
    if (sites.isEmpty()) {
      throw new InvalidJson("no site is named", "for example {\"sites\":[\"berlin\"]}");
    }
    return sites;
  }
}
