package io.rejoin.server.http;

import io.rejoin.Coverage;
import io.rejoin.GridException;
import io.rejoin.SessionToken;
import io.rejoin.grid.Grid;
import io.rejoin.server.json.InvalidJson;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Clients that come with a token from another node: they are served what they have seen, or no. */
record Visits(Grid grid) {

  /** What a client is answered once this node shows what its token stands for. */
  interface Service {
    CompletionStage<Reply> serve() throws Problem;
  }

  /** Serves at once, or when this node has caught up, or says what it lacks. */
  CompletionStage<Reply> served(Optional<String> token, Duration patience, Service service)
      throws Problem, InvalidJson {
    if (token.isEmpty()) {
      return service.serve();
    }
    return grid.coverage(parsed(token.get()), patience)
        .thenCompose(coverage -> coverage.reached() ? late(service) : refused(coverage));
  }

  private static SessionToken parsed(String token) throws InvalidJson {
    try {
      return SessionToken.parse(token);
    } catch (IllegalArgumentException e) {
      throw new InvalidJson(
          String.valueOf(e.getMessage()), "send back the field token of an answer, as it is");
    }
  }

  private static CompletionStage<Reply> late(Service service) {
    try {
      return service.serve();
    } catch (Problem problem) {
      return CompletableFuture.completedFuture(problem.reply());
    } catch (GridException e) {
      return CompletableFuture.completedFuture(Refusal.of(e).reply());
    }
  }

  private static CompletionStage<Reply> refused(Coverage coverage) {
    return CompletableFuture.completedFuture(Reply.problem(
        Reply.PRECONDITION_FAILED,
        coverage.toString(),
        "nothing was done; try again, or at another node, or without " + Request.TOKEN));
  }
}
