package io.rejoin.server.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.GridException;
import io.rejoin.grid.Departure;
import io.rejoin.grid.Grid;
import io.rejoin.membership.Member;
import io.rejoin.node.core.StatusView;
import io.rejoin.server.json.Fields;
import io.rejoin.server.json.InvalidJson;
import io.rejoin.server.json.Json;
import io.rejoin.server.json.MovesJson;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code POST /admin/evict} and {@code /admin/readmit}: an operator's word about another member.
 * {@code POST /admin/leave}: this one is to go; the answer comes when it has left, or after a
 * second with how far it is. On loopback only.
 */
final class GoingRoute implements Route {
  static final String EVICT = "/admin/evict";
  static final String READMIT = "/admin/readmit";
  static final String LEAVE = "/admin/leave";

  private static final Duration A_WHILE = Duration.ofSeconds(1);

  /** Who leaves anyway is gone by then. */
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(5);

  private final Grid grid;
  private final Admin admin;

  GoingRoute(Grid grid, Admin admin) {
    this.grid = grid;
    this.admin = admin;
  }

  @Override
  public CompletionStage<Reply> answer(Request request) throws Problem, InvalidJson {
    admin.check(request);
    try {
      return request.path().equals(LEAVE)
          ? leave(Fields.of(request.body(), "the body").only("anyway"))
          : CompletableFuture.completedFuture(other(request));
    } catch (GridException e) {
      throw Refusal.of(e);
    }
  }

  private Reply other(Request request) throws Problem, InvalidJson {
    Fields fields = Fields.of(request.body(), "the body").only("node");
    Member member = admin.member(grid, fields.text("node"));
    if (request.path().equals(EVICT)) {
      grid.evict(member.id());
    } else {
      grid.readmit(member.id());
    }
    return Reply.ok(
        Json.object().put("node", member.name()).put("id", member.id().toString()));
  }

  private CompletionStage<Reply> leave(Fields fields) throws InvalidJson {
    boolean anyway = false;
    if (fields.has("anyway")) {
      anyway = fields.node("anyway").booleanValue();
      if (!fields.node("anyway").isBoolean()) {
        throw new InvalidJson("anyway is true or false", "without quotes");
      }
    }
    return grid.leaving(anyway ? LONG_ENOUGH : A_WHILE, anyway).thenApply(this::reply);
  }

  private Reply reply(Departure departure) {
    ObjectNode body = Json.object().put("left", departure.left());
    departure.leftover().ifPresent(text -> body.put("leftover", text));
    StatusView status = grid.status();
    status
        .moves()
        .ifPresent(moves -> MovesJson.describe(moves, status::nameOf, body.putObject("moves")));
    return Reply.ok(body);
  }
}
