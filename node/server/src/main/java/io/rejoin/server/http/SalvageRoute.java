package io.rejoin.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.grid.Grid;
import io.rejoin.node.core.bundle.Salvage;
import io.rejoin.node.loop.Courier;
import io.rejoin.server.json.Fields;
import io.rejoin.server.json.InvalidJson;
import io.rejoin.server.json.Json;
import io.rejoin.server.json.TypesJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code POST /admin/salvage}: shows, or enters, what an evicted node has left in a folder on this
 * node's machine. On loopback only.
 */
final class SalvageRoute implements Route {
  static final String PATH = "/admin/salvage";

  /** Entries that are listed; all are counted. */
  static final int MAX_LISTED = 1_000;

  /** Items of an entry whose value is shown. */
  private static final int MAX_SHOWN = 100;

  private final Grid grid;
  private final Admin admin;
  private final TypesJson types = TypesJson.standard();

  SalvageRoute(Grid grid, Admin admin) {
    this.grid = grid;
    this.admin = admin;
  }

  @Override
  public CompletionStage<Reply> answer(Request request) throws Problem, InvalidJson {
    admin.check(request);
    Fields fields = Fields.of(request.body(), "a salvage").only("folder", "enter");
    Path folder = admin.path(fields, "folder");
    boolean enter = fields.has("enter") && fields.node("enter").asBoolean();
    Listing listing = new Listing();
    try {
      Courier.Salvaged salvaged = grid.courier().salvage(folder, enter, listing);
      ObjectNode body = Json.object()
          .put("folder", folder.toString())
          .put("node", salvaged.node().toString())
          .put("entered", enter);
      return CompletableFuture.completedFuture(
          Reply.ok(listing.into(body).put("damaged", salvaged.damaged().size())));
    } catch (IOException failure) {
      throw new Problem(
          Reply.CONFLICT, String.valueOf(failure.getMessage()), "see the folder and the grid");
    }
  }

  /** Counts everything and lists the first. */
  private final class Listing implements Courier.Finder {
    private final ArrayNode found = Json.array();
    private long entries;
    private long added;
    private long removed;
    private long leftOut;

    @Override
    public void found(EntryKey key, State left, Salvage.Find find) {
      entries++;
      added += find.added();
      removed += find.removed();
      leftOut += find.leftOut();
      if (entries <= MAX_LISTED) {
        ObjectNode row = found
            .addObject()
            .put("type", name(key))
            .put("key", key.key().utf8())
            .put("added", find.added())
            .put("removed", find.removed())
            .put("left_out", find.leftOut());
        show(key, find.here(), row, "before");
        show(key, find.after(), row, "after");
        show(key, left, row, "there");
      }
    }

    private String name(EntryKey key) {
      return grid.catalogue()
          .byId(key.type())
          .map(CrdtType::name)
          .orElseGet(() -> "type " + key.type());
    }

    /** Of a type that JSON can show, unless it is large. */
    private void show(EntryKey key, State state, ObjectNode row, String name) {
      if (state.size() <= MAX_SHOWN) {
        Optional<JsonNode> value = types.byId(key.type()).map(type -> {
          ObjectNode shown = Json.object();
          type.describe(state.root(), shown);
          return shown.path("value");
        });
        value.ifPresent(shown -> row.set(name, shown));
      }
    }

    ObjectNode into(ObjectNode body) {
      body.put("entries", entries);
      body.put("added", added).put("removed", removed).put("left_out", leftOut);
      body.set("found", found);
      return body;
    }
  }
}
