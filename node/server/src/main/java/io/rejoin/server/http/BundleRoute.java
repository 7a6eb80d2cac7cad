package io.rejoin.server.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.grid.Grid;
import io.rejoin.node.core.bundle.Import;
import io.rejoin.node.loop.Courier;
import io.rejoin.server.json.Fields;
import io.rejoin.server.json.InvalidJson;
import io.rejoin.server.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code POST /admin/bundle/export}, {@code /admin/bundle/import} and {@code /admin/bundle/token}:
 * news in files on the node's machine, for members that no link reaches. On loopback only.
 */
final class BundleRoute implements Route {
  static final String EXPORT = "/admin/bundle/export";
  static final String IMPORT = "/admin/bundle/import";
  static final String TOKEN = "/admin/bundle/token";

  private final Grid grid;
  private final Admin admin;

  BundleRoute(Grid grid, Admin admin) {
    this.grid = grid;
    this.admin = admin;
  }

  @Override
  public CompletionStage<Reply> answer(Request request) throws Problem, InvalidJson {
    admin.check(request);
    Courier courier = grid.courier();
    try {
      ObjectNode body = switch (request.path()) {
        case EXPORT -> written(courier, Fields.of(request.body(), "an export"));
        case IMPORT -> taken(courier, Fields.of(request.body(), "an import"));
        default -> Json.object();
      };
      return CompletableFuture.completedFuture(Reply.ok(body.put("token", courier.token())));
    } catch (IOException failure) {
      throw new Problem(
          Reply.CONFLICT, String.valueOf(failure.getMessage()), "see the file's path and the grid");
    } catch (IllegalArgumentException wrong) {
      throw new Problem(
          Reply.BAD_REQUEST, String.valueOf(wrong.getMessage()), "nothing was written");
    }
  }

  private ObjectNode written(Courier courier, Fields fields)
      throws IOException, InvalidJson, Problem {
    Path file = admin.path(fields.only("file", "for", "since"), "file");
    Optional<String> receiver = fields.optionalText("for");
    Optional<String> since = fields.optionalText("since");
    Courier.Written written;
    if (receiver.isPresent()) {
      written = courier.writeFor(admin.member(grid, receiver.get()).id(), file);
    } else if (since.isPresent()) {
      written = courier.writeSince(since.get(), file);
    } else {
      written = courier.writeAll(file);
    }
    return Json.object()
        .put("file", file.toString())
        .put("bytes", written.bytes())
        .put("entries", written.entries());
  }

  private ObjectNode taken(Courier courier, Fields fields) throws IOException, InvalidJson {
    Path file = admin.path(fields.only("file"), "file");
    Import.Result result = courier.take(file);
    return Json.object()
        .put("file", file.toString())
        .put("changes", result.changes())
        .put("removals", result.removals())
        .put("complete", result.complete());
  }
}
