package io.rejoin.server.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.grid.Grid;
import io.rejoin.membership.Member;
import io.rejoin.server.json.Json;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code GET /members}: everybody this node knows of. */
final class MembersRoute implements Route {
  private final Grid grid;

  MembersRoute(Grid grid) {
    this.grid = grid;
  }

  @Override
  public CompletionStage<Reply> answer(Request request) throws Problem {
    request.mustGet();
    ObjectNode body = Json.object();
    ArrayNode members = body.putArray("members");
    for (Member member : grid.members()) {
      ObjectNode row = members.addObject();
      row.put("id", member.id().toString()).put("name", member.name()).put("site", member.site());
      row.put("address", member.address().orElse(null));
      row.put("status", member.status().name().toLowerCase(Locale.ROOT));
      row.put("evicted", member.evicted());
      row.put("incarnation", member.incarnation()).put("run", member.run().toString());
      row.put("self", member.id().equals(grid.id()));
    }
    return CompletableFuture.completedFuture(Reply.ok(body));
  }
}
