package io.rejoin.simulator.client;

import io.rejoin.GridException;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.State;
import io.rejoin.membership.Member;
import io.rejoin.node.core.NodeCore;
import io.rejoin.node.core.Replicas;
import io.rejoin.node.core.StatusView;
import io.rejoin.node.core.Written;
import io.rejoin.node.loop.Courier;
import io.rejoin.node.loop.Host;
import io.rejoin.node.loop.Waiter;
import io.rejoin.simulator.grid.Deed;
import io.rejoin.simulator.grid.Operators;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import io.rejoin.simulator.world.World;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One process of a simulated node, as the API sees it. What is done through it is written into the
 * journal like what the scenario's own clients do.
 */
final class SimHost implements Host {
  private static final int WAITS = 10_000;

  private final SimGrid grid;
  private final SimNode node;
  private final int life;
  private final NodeCore core;
  private final Waiter waiter;
  private long operations;

  /** The present process of a node that is up. */
  SimHost(SimGrid grid, SimNode node) {
    this.grid = grid;
    this.node = node;
    life = node.lives();
    core = node.core();
    waiter = new Waiter(new SimulatedLoop(grid.world()), WAITS);
    core.onConfirmed(waiter::learned);
  }

  /** Whether the process still runs. */
  boolean isAlive() {
    return node.isUp() && node.lives() == life;
  }

  @Override
  public <O extends Operation> Written carryOut(
      EntryKey key, CrdtType<O> type, O operation, State seen) {
    if (!isAlive()) {
      throw new GridException.Closed();
    }
    String session = "code@" + node.place().name();
    Written written = grid.clients()
        .carryOut(session, operations++, node.number(), new Deed<>(key, type, operation, seen));
    waiter.learned();
    return written;
  }

  @Override
  public Replicas replicas() {
    return core.replicas();
  }

  @Override
  public NodeCore core() {
    return core;
  }

  @Override
  public Member self() {
    return core.members().stream()
        .filter(member -> member.id().equals(node.id()))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public StatusView status() {
    return core.status();
  }

  @Override
  public Optional<String> address() {
    return self().address();
  }

  @Override
  public Waiter waiter() {
    return waiter;
  }

  @Override
  public Optional<Courier> courier() {
    return Optional.of(Courier.over(grid.identity(), this::carry, core::bundles));
  }

  /** The simulation is the core's thread; what a bundle brings disturbs what checks measure. */
  private void carry(Runnable task) {
    if (!isAlive()) {
      throw new GridException.Closed();
    }
    Operators.byHand(grid, task);
    waiter.learned();
  }

  @Override
  public void dispatch(Runnable task) {
    grid.world().after(0, task);
  }

  /** Answers everybody who waits: the process is gone, or the run is over. */
  @Override
  public void close() {
    waiter.close();
  }

  /** The simulation as the thread that learns things. */
  private record SimulatedLoop(World world) implements Waiter.Loop {
    @Override
    public void execute(Runnable task) {
      task.run();
    }

    @Override
    public Runnable schedule(Runnable task, long nanos) {
      boolean[] cancelled = new boolean[1];
      world.after(nanos, () -> {
        if (!cancelled[0]) {
          task.run();
        }
      });
      return () -> cancelled[0] = true;
    }

    @Override
    public <A> A join(CompletableFuture<A> answer) {
      ClientThread here = ClientThread.current();
      if (here == null && !answer.isDone()) {
        throw new IllegalStateException("only a client's step can wait: a listener runs in the"
            + " simulation itself, which would stand still");
      }
      return here == null ? answer.join() : here.join(answer, task -> world.after(0, task));
    }
  }
}
