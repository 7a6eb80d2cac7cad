package io.rejoin.server.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.grid.Grid;
import io.rejoin.membership.Member;
import io.rejoin.membership.Status;
import io.rejoin.node.core.StatusView;
import io.rejoin.node.core.link.Traffic;
import io.rejoin.node.loop.DiskView;
import io.rejoin.server.json.Json;
import io.rejoin.server.json.MovesJson;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code GET /status}: whether this node agrees with the others, and what it holds. */
final class StatusRoute implements Route {
  private final Grid grid;

  StatusRoute(Grid grid) {
    this.grid = grid;
  }

  @Override
  public CompletionStage<Reply> answer(Request request) throws Problem {
    request.mustGet();
    ObjectNode body = json(grid.status(), grid.config().drillAllowed());
    grid.disk().ifPresent(disk -> describe(disk, body.putObject("disk")));
    return CompletableFuture.completedFuture(Reply.ok(body));
  }

  private static void describe(DiskView disk, ObjectNode into) {
    into.put("directory", disk.directory().toString()).put("bytes", disk.bytes());
    into.put("full", disk.full()).put("unsynced", disk.unsynced());
    ArrayNode damaged = into.putArray("damaged");
    disk.damaged().forEach(damaged::add);
  }

  private static ObjectNode json(StatusView status, boolean drillAllowed) {
    Member self = status.self();
    ObjectNode body = Json.object();
    body.put("grid", status.grid()).put("node", self.name()).put("id", self.id().toString());
    body.put("site", self.site()).put("run", self.run().toString());
    body.put("withdrawn", self.weight() == 0);
    body.put("uptime_ms", status.uptimeMillis());
    body.putObject("members")
        .put("alive", alive(status))
        .put("total", status.members().size());
    body.put("entries", status.entries()).put("root", status.root().toString());
    body.put("converged", status.converged());
    status
        .moves()
        .ifPresent(moves -> MovesJson.describe(moves, status::nameOf, body.putObject("moves")));
    peers(status, body.putArray("peers"));
    ObjectNode bytes = body.putObject("bytes");
    flow(status.traffic().delta(), bytes.putObject("delta"));
    flow(status.traffic().repair(), bytes.putObject("repair"));
    flow(status.traffic().membership(), bytes.putObject("membership"));
    ObjectNode refused = body.putObject("refused");
    status.refused().forEach(refused::put);
    ArrayNode evicted = body.putArray("evicted");
    status.members().stream().filter(Member::evicted).map(Member::name).forEach(evicted::add);
    forgetting(status, body.putObject("forgetting"));
    ArrayNode cut = body.putObject("drill").put("allowed", drillAllowed).putArray("cut");
    status.cut().forEach(cut::add);
    return body;
  }

  private static void forgetting(StatusView status, ObjectNode body) {
    StatusView.Forgetting forgetting = status.forgetting();
    body.put("removals", forgetting.removals()).put("entries", forgetting.entries());
    ArrayNode behind = body.putArray("held_back_by");
    forgetting.heldBackBy().stream().map(status::nameOf).forEach(behind::add);
  }

  private static long alive(StatusView status) {
    return status.members().stream()
        .filter(member -> member.status() == Status.ALIVE)
        .count();
  }

  private static void peers(StatusView status, ArrayNode peers) {
    for (StatusView.Peer peer : status.peers()) {
      ObjectNode row = peers.addObject();
      row.put("id", peer.id().toString()).put("name", peer.name()).put("site", peer.site());
      row.put("linked", peer.linked()).put("agreed", peer.agreed());
      if (peer.agreedMillisAgo().isPresent()) {
        row.put("agreed_ms_ago", peer.agreedMillisAgo().getAsLong());
      } else {
        row.putNull("agreed_ms_ago");
      }
      row.put("behind", peer.behind());
    }
  }

  private static void flow(Traffic.Flow flow, ObjectNode into) {
    into.put("in", flow.in()).put("out", flow.out());
  }
}
