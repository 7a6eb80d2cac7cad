package io.rejoin.server.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.grid.Grid;
import io.rejoin.node.data.Backup;
import io.rejoin.server.json.Fields;
import io.rejoin.server.json.InvalidJson;
import io.rejoin.server.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code POST /admin/backup}: copies what the node keeps into a directory of its machine. Whoever
 * may ask may write files, so it is served on loopback only.
 */
final class BackupRoute implements Route {
  static final String PATH = "/admin/backup";

  private final Grid grid;
  private final Admin admin;

  BackupRoute(Grid grid, Admin admin) {
    this.grid = grid;
    this.admin = admin;
  }

  @Override
  public CompletionStage<Reply> answer(Request request) throws Problem, InvalidJson {
    admin.check(request);
    Path target = admin.path(Fields.of(request.body(), "a backup").only("directory"), "directory");
    try {
      Backup.Made made = grid.backup(target);
      ObjectNode body = Json.object().put("directory", made.directory().toString());
      body.put("files", made.files()).put("bytes", made.bytes());
      return CompletableFuture.completedFuture(Reply.ok(body));
    } catch (IOException failure) {
      throw new Problem(
          Reply.CONFLICT, String.valueOf(failure.getMessage()), "nothing was backed up");
    }
  }
}
