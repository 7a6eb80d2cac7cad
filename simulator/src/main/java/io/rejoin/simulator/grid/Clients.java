package io.rejoin.simulator.grid;

import io.rejoin.Level;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.type.counter.InsufficientRights;
import io.rejoin.node.core.Written;
import io.rejoin.node.port.StoreFull;
import io.rejoin.simulator.grid.Attempt.Outcome;
import java.util.List;
import java.util.Optional;

/** What clients try, what came of it, and what they are told of it later. */
public final class Clients {
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

  /** Who tries something, for the n-th time. */
  private record Client(String session, long n, boolean roams) {}

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
   * is down, paused or has left.
   *
   * @param session the client
   * @param n the number of the attempt among those of its client
   */
  public Optional<Attempt> attempt(String session, long n, int number, Deed<?> deed) {
    SimNode node = grid.node(number);
    return node.isServing()
        ? Optional.of(tried(new Client(session, n, false), node, deed).attempt())
        : Optional.empty();
  }

  /** The same for a client that came with a token, at a node that serves it. */
  public Attempt visit(String session, long n, int number, Deed<?> deed) {
    return tried(new Client(session, n, true), grid.node(number), deed).attempt();
  }

  /**
   * Lets an application's code do something at a running node.
   *
   * @throws RuntimeException what the node throws
   */
  public Written carryOut(String session, long n, int number, Deed<?> deed) {
    Tried tried = tried(new Client(session, n, false), grid.node(number), deed);
    if (tried.thrown().isPresent()) {
      throw tried.thrown().get();
    }
    return tried.attempt().done().orElseThrow().written();
  }

  /** Lets the client of an operation wait until so many nodes hold it. */
  public void await(Done done, Level level) {
    promises.await(done, level);
  }

  private Tried tried(Client client, SimNode node, Deed<?> deed) {
    Answer answer = answer(node, deed);
    long now = grid.world().now();
    Attempt attempt = new Attempt(
        attempts++,
        client.session,
        client.n,
        now,
        now + node.slowness().toNanos(),
        node.number(),
        deed,
        answer.outcome,
        client.roams,
        grid.isCutOff(node.number()),
        answer.done,
        answer.seen,
        answer.thrown.map(RuntimeException::toString).orElse(""));
    grid.attempted(attempt);
    return new Tried(attempt, answer.thrown);
  }

  /** Of what is forgotten only what concerns the entry. */
  private CausalContext seen(SimNode reader, EntryKey key) {
    CausalContext all = reader.seen(key);
    CausalContext concerned =
        CausalContext.of(grid.journal().byKey().getOrDefault(key, List.of()).stream()
            .filter(done -> done.written().changed())
            .map(Done::number)
            .filter(all::contains)
            .toList());
    return concerned.union(reader.state(key).context());
  }

  private Answer answer(SimNode node, Deed<?> asked) {
    Deed<?> deed = grid.variation().deed(grid, node, asked);
    try {
      if (deed.operation() instanceof Reading) {
        SimNode reader = grid.variation().reader(grid, node);
        CausalContext seen = seen(reader, deed.key());
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
