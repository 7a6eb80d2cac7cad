package io.rejoin.simulator.grid;

import io.rejoin.GridException;
import io.rejoin.Level;
import io.rejoin.Refreshed;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.type.counter.InsufficientRights;
import io.rejoin.grid.Refreshing;
import io.rejoin.node.core.Written;
import io.rejoin.node.port.StoreFull;
import io.rejoin.simulator.grid.Attempt.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What clients try, what came of it, and what they are told of it later. */
public final class Clients {
  /** So often a node that asks others looks whether they have answered. */
  public static final Duration LOOK = Duration.ofMillis(20);

  /** So long it asks at most. */
  public static final Duration PATIENCE = Duration.ofSeconds(2);

  private final SimGrid grid;
  private final Promises promises;
  private int attempts;
  private int withoutRights;

  /** How it went. */
  private record Answer(
      Outcome outcome,
      Optional<Done> done,
      Optional<CausalContext> seen,
      Optional<RuntimeException> thrown) {
    static Answer not(Outcome outcome, RuntimeException why) {
      return new Answer(outcome, Optional.empty(), Optional.empty(), Optional.of(why));
    }
  }

  /** Who tries something, for the n-th time; reads ask others for as many as a level needs. */
  private record Client(String session, long n, boolean roams, Level level, long begun) {}

  /** Hears how it went; of nothing if the node went away meanwhile. */
  public interface Listener {
    void heard(Optional<Attempt> attempt);
  }

  /** A node asks others for the entry, up to a point in time. */
  private record Fetch(
      Client client,
      SimNode node,
      int life,
      Deed<?> deed,
      Refreshing question,
      long end,
      Listener then) {}

  /** An attempt, and what the node threw. */
  private record Tried(Attempt attempt, Optional<RuntimeException> thrown) {}

  Clients(SimGrid grid) {
    this.grid = grid;
    promises = new Promises(grid);
  }

  /** Decrements that a node had no rights for. */
  public int withoutRights() {
    return withoutRights;
  }

  /**
   * Lets a client of a node do something, or read ({@link Reading}); nothing happens at a node that
   * is down, paused or has left. A node that does not show the entry asks others for it first.
   *
   * @param session the client
   * @param n the number of the attempt among those of its client
   */
  public void attempt(String session, long n, int number, Deed<?> deed, Listener then) {
    begin(client(session, n, false, Level.local()), grid.node(number), deed, then);
  }

  /** The same for a client that reads what enough nodes have. */
  public void read(String session, long n, int number, Deed<?> deed, Level level, Listener then) {
    begin(client(session, n, false, level), grid.node(number), deed, then);
  }

  private Client client(String session, long n, boolean roams, Level level) {
    return new Client(session, n, roams, level, grid.world().now());
  }

  /** The same for a client that came with a token, at a node that serves it. */
  public void visit(String session, long n, int number, Deed<?> deed, Listener then) {
    begin(client(session, n, true, Level.local()), grid.node(number), deed, then);
  }

  private void begin(Client client, SimNode node, Deed<?> deed, Listener then) {
    if (!node.isServing()) {
      then.heard(Optional.empty());
    } else if (node.core().shows(deed.key()) && client.level.equals(Level.local())) {
      then.heard(Optional.of(tried(client, node, deed, Optional.empty()).attempt()));
    } else {
      Refreshing question = grid.variation().question(node, deed.key(), client.level);
      long end = grid.world().now() + PATIENCE.toNanos();
      look(new Fetch(client, node, node.lives(), deed, question, end, then));
    }
  }

  private void look(Fetch fetch) {
    if (!fetch.node.isServing() || fetch.node.lives() != fetch.life) {
      fetch.then.heard(Optional.empty());
    } else if (fetch.question.isSettled() || grid.world().now() > fetch.end) {
      Optional<Refreshed> found = Optional.of(fetch.question.answer());
      fetch.then.heard(
          Optional.of(tried(fetch.client, fetch.node, fetch.deed, found).attempt()));
    } else {
      grid.world().after(LOOK, () -> look(fetch));
    }
  }

  /**
   * Lets an application's code do something at a running node.
   *
   * @throws RuntimeException what the node throws
   */
  public Written carryOut(String session, long n, int number, Deed<?> deed) {
    Client client = client(session, n, false, Level.local());
    Tried tried = tried(client, grid.node(number), deed, Optional.empty());
    if (tried.thrown().isPresent()) {
      throw tried.thrown().get();
    }
    return tried.attempt().done().orElseThrow().written();
  }

  /** Lets the client of an operation wait until so many nodes hold it. */
  public void await(Done done, Level level) {
    promises.await(done, level);
  }

  private Tried tried(Client client, SimNode node, Deed<?> asked, Optional<Refreshed> found) {
    Deed<?> deed = found
        .filter(Refreshed::whole)
        .<Deed<?>>map(all -> asked.over(all.state()))
        .orElse(asked);
    boolean partial = found.isPresent() && !found.get().reached();
    Answer answer = partial ? partly(node, deed) : answer(node, deed);
    long now = grid.world().now();
    Attempt attempt = new Attempt(
        attempts++,
        client.session,
        client.n,
        client.begun,
        now + node.slowness().toNanos(),
        node.number(),
        deed,
        answer.outcome,
        client.roams,
        client.level,
        grid.isCutOff(node.number()),
        answer.done,
        answer.seen,
        answer.thrown.map(RuntimeException::toString).orElse(""));
    grid.attempted(attempt);
    return new Tried(attempt, answer.thrown);
  }

  /** Who reads is told that not all is here, and so is who finds nothing to do. */
  private Answer partly(SimNode node, Deed<?> deed) {
    RuntimeException why = new GridException.NotHere(deed.key().key().utf8(), List.of());
    if (deed.operation() instanceof Reading) {
      return Answer.not(Outcome.REFUSED, why);
    }
    Answer answer = answer(node, deed);
    boolean changed = answer.done.filter(done -> done.written().changed()).isPresent();
    return answer.outcome == Outcome.OK && !changed ? Answer.not(Outcome.REFUSED, why) : answer;
  }

  /** Of what is forgotten only what concerns the entry. */
  private CausalContext seen(SimNode reader, Deed<?> deed) {
    EntryKey key = deed.key();
    CausalContext all = reader.seen(key);
    CausalContext concerned =
        CausalContext.of(grid.journal().byKey().getOrDefault(key, List.of()).stream()
            .filter(done -> done.written().changed())
            .map(Done::number)
            .filter(all::contains)
            .toList());
    return concerned.union(reader.state(key).context()).union(deed.seen().context());
  }

  private Answer answer(SimNode node, Deed<?> asked) {
    Deed<?> deed = grid.variation().deed(grid, node, asked);
    try {
      if (deed.operation() instanceof Reading) {
        SimNode reader = grid.variation().reader(grid, node);
        CausalContext seen = seen(reader, deed);
        return new Answer(Outcome.OK, Optional.empty(), Optional.of(seen), Optional.empty());
      }
      Done done = grid.note(node, deed, node.carryOut(deed));
      return new Answer(Outcome.OK, Optional.of(done), Optional.empty(), Optional.empty());
    } catch (InsufficientRights e) {
      withoutRights++;
      return Answer.not(Outcome.REFUSED, e);
    } catch (StoreFull e) {
      return Answer.not(Outcome.REFUSED, e);
    } catch (RuntimeException e) {
      if (e instanceof IllegalArgumentException && Assortment.namesPlaces(deed)) {
        return Answer.not(Outcome.REFUSED, e);
      }
      return Answer.not(Outcome.FAILED, e);
    }
  }
}
