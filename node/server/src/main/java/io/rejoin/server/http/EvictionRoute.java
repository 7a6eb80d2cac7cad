package io.rejoin.server.http;

import io.rejoin.GridException;
import io.rejoin.grid.Grid;
import io.rejoin.membership.Member;
import io.rejoin.server.json.Fields;
import io.rejoin.server.json.InvalidJson;
import io.rejoin.server.json.Json;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code POST /admin/evict} and {@code /admin/readmit}: an operator's word about another member. On
 * loopback only.
 */
final class EvictionRoute implements Route {
  static final String EVICT = "/admin/evict";
  static final String READMIT = "/admin/readmit";

  private final Grid grid;
  private final Admin admin;

  EvictionRoute(Grid grid, Admin admin) {
    this.grid = grid;
    this.admin = admin;
  }

  @Override
  public CompletionStage<Reply> answer(Request request) throws Problem, InvalidJson {
    admin.check(request);
    Fields fields = Fields.of(request.body(), "the body").only("node");
    Member member = admin.member(grid, fields.text("node"));
    try {
      if (request.path().equals(EVICT)) {
        grid.evict(member.id());
      } else {
        grid.readmit(member.id());
      }
    } catch (GridException e) {
      throw Refusal.of(e);
    }
    return CompletableFuture.completedFuture(
        Reply.ok(Json.object().put("node", member.name()).put("id", member.id().toString())));
  }
}
