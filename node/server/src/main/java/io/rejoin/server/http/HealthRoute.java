package io.rejoin.server.http;

import io.rejoin.grid.Grid;
import io.rejoin.server.json.Json;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code GET /health}: ready as soon as there is a grid, however alone the node is. */
final class HealthRoute implements Route {
  private final Grid grid;

  HealthRoute(Grid grid) {
    this.grid = grid;
  }

  @Override
  public CompletionStage<Reply> answer(Request request) throws Problem {
    request.mustGet();
    boolean stops = grid.isClosed() || grid.hasLeft();
    int status = stops || grid.isLeaving() ? Reply.UNAVAILABLE : Reply.OK;
    String text = stops ? "stopping" : grid.isLeaving() ? "leaving" : "ready";
    return CompletableFuture.completedFuture(new Reply(status, Json.object().put("status", text)));
  }
}
