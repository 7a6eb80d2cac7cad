package io.rejoin.server.http;

import io.rejoin.server.json.InvalidJson;
import java.util.concurrent.CompletionStage;

/** Answers the requests for one path; one that must wait completes later, without a thread. */
interface Route {
  CompletionStage<Reply> answer(Request request) throws Problem, InvalidJson;
}
