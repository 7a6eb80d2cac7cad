package io.rejoin.grid;

import io.rejoin.Coverage;
import io.rejoin.SessionToken;
import io.rejoin.node.loop.Host;
import io.rejoin.node.loop.Waiter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Read-your-writes and monotonic reads over nodes (Terry et al., "Session guarantees for weakly
 * consistent replicated data", PDIS 1994): the client carries what it has seen as a token, and a
 * node serves it once it has applied all of that.
 */
final class Sessions {
  private final Host node;
  private final Waiting waiting;

  Sessions(Host node, Waiting waiting) {
    this.node = node;
    this.waiting = waiting;
  }

  Coverage await(SessionToken token, Duration timeout) {
    Arrival arrival = new Arrival(token);
    return arrival.isHere() ? new Coverage(List.of()) : waiting.await(arrival, timeout);
  }

  CompletionStage<Coverage> ask(SessionToken token, Duration timeout) {
    return waiting.ask(new Arrival(token), timeout);
  }

  /** Whether all of a token is here; asks peers that have it to bring it. */
  private final class Arrival implements Waiter.Question<Coverage> {
    private final SessionToken token;

    Arrival(SessionToken token) {
      this.token = token;
    }

    /** Any thread may ask. */
    boolean isHere() {
      return token.numbers().entrySet().stream()
          .allMatch(each -> here(each.getKey()) >= each.getValue());
    }

    private long here(SessionToken.Run run) {
      return node.core().appliedUpTo(run.group(), run.id());
    }

    @Override
    public boolean isSettled() {
      return missing().isEmpty();
    }

    private List<SessionToken.Run> missing() {
      return token.groups().stream()
          .flatMap(group -> node.core().catchUp(group, token.of(group)).stream()
              .map(run -> new SessionToken.Run(group, run)))
          .toList();
    }

    @Override
    public Coverage answer() {
      return new Coverage(missing().stream()
          .map(run -> new Coverage.Gap(run.id(), here(run), token.numbers().getOrDefault(run, 0L)))
          .toList());
    }
  }
}
