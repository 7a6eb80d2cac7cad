package io.rejoin.server.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.EntryKey;
import io.rejoin.grid.Grid;
import io.rejoin.server.json.Json;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code GET /keys?bucket=carts}: the entries of a bucket of which anything is kept here, each as
 * it stands in a path behind {@code /v1/}, but not encoded; with {@code shown=true} only those that
 * this node shows without asking others. At most {@value #MOST} are named; {@code skip=N} leaves
 * out the first.
 */
final class KeysRoute implements Route {
  static final int MOST = 100_000;

  private final Grid grid;

  KeysRoute(Grid grid) {
    this.grid = grid;
  }

  @Override
  public CompletionStage<Reply> answer(Request request) throws Problem {
    request.mustGet();
    String bucket = request.query().getOrDefault("bucket", "");
    String skip = request.query().getOrDefault("skip", "0");
    if (bucket.isEmpty() || !skip.matches("\\d{1,9}")) {
      throw new Problem(
          Reply.BAD_REQUEST,
          bucket.isEmpty() ? "no bucket is named" : "skip is " + skip,
          "for example /keys?bucket=carts&skip=" + MOST);
    }
    boolean shown = request.query().getOrDefault("shown", "false").equals("true");
    List<EntryKey> keys =
        grid.keys(bucket).stream().filter(entry -> !shown || grid.shows(entry)).toList();
    ObjectNode body = Json.object().put("bucket", bucket).put("total", keys.size());
    ArrayNode names = body.putArray("keys");
    keys.stream().skip(Long.parseLong(skip)).limit(MOST).map(this::name).forEach(names::add);
    return CompletableFuture.completedFuture(Reply.ok(body));
  }

  /** A type that is not known here is named by its number. */
  private String name(EntryKey entry) {
    String type = grid.catalogue()
        .byId(entry.type())
        .map(CrdtType::name)
        .orElse(Integer.toString(entry.type()));
    return type + "/" + entry.key().utf8();
  }
}
