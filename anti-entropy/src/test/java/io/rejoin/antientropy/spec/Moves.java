package io.rejoin.antientropy.spec;

import java.util.Set;

/** Which states can follow a state. */
final class Moves {
  /** Takes the followers, each with what happened: an event, at whom, from whom, of what. */
  interface Sink {
    void accept(Event event, int at, int from, long ops, World next);
  }

  private final Set<Slip> slips;

  Moves(Set<Slip> slips) {
    this.slips = slips;
  }

  void from(World world, Sink sink) {
    for (int at = 0; at < world.nodes().length; at++) {
      writes(world, at, sink);
      deltas(world, at, sink);
      for (int from = 0; from < world.nodes().length; from++) {
        if (from != at) {
          sessions(world, at, from, sink);
        }
      }
      restarts(world, at, sink);
    }
    for (int i = 0; i < world.kept().size(); i++) {
      arrival(world, i, sink);
    }
  }

  private Rules rules(World world) {
    return new Rules(world.past(), slips);
  }

  private void writes(World world, int at, Sink sink) {
    Node node = world.nodes()[at];
    long op = world.past().next(node.run);
    if (world.left(Event.ADD) > 0) {
      World next = world.past(world.past().add(op));
      sink.accept(Event.ADD, at, at, op, write(next.after(Event.ADD), at, op, 0));
    }
    if (world.left(Event.REPLACE) > 0 && node.live != 0) {
      World next = world.past(world.past().add(op).remove(op, node.live));
      sink.accept(Event.REPLACE, at, at, op, write(next.after(Event.REPLACE), at, op, node.live));
    }
    if (world.left(Event.REMOVE) > 0 && node.live != 0) {
      World next = world.past(world.past().remove(op, node.live));
      sink.accept(Event.REMOVE, at, at, op, write(next.after(Event.REMOVE), at, op, node.live));
    }
  }

  private World write(World world, int at, long op, long removes) {
    Node node = world.nodes()[at].copy();
    rules(world).write(node, op, removes);
    return world.with(at, node);
  }

  private void deltas(World world, int at, Sink sink) {
    for (long left = world.past().issued(); left != 0; left &= left - 1) {
      long op = left & -left;
      Node node = world.nodes()[at].copy();
      if ((node.members & (1 << world.past().idOfRun()[Ops.run(op)])) == 0) {
        continue;
      }
      rules(world).delta(node, op);
      sink.accept(Event.DELTA, at, at, op, world.with(at, node));
    }
  }

  private void sessions(World world, int at, int from, Sink sink) {
    World met = meet(world, at, from);
    if (world.left(Event.OPENING) > 0) {
      sink.accept(Event.OPENING, at, from, 0, met.after(Event.OPENING));
    }
    sink.accept(Event.SESSION, at, from, 0, half(met, at, met.nodes()[from]));
    if (world.left(Event.BROKEN_HALF) > 0) {
      Node node = met.nodes()[at].copy();
      Rules rules = rules(met);
      rules.entry(node, met.nodes()[from]);
      rules.settle(node);
      World next = met.after(Event.BROKEN_HALF).with(at, node);
      sink.accept(Event.BROKEN_HALF, at, from, 0, next);
    }
    if (world.left(Event.LATE_HALF) > 0) {
      World.Kept half = new World.Kept(Event.LATE_HALF, from, at, met.nodes()[from]);
      sink.accept(Event.LATE_HALF, at, from, 0, met.after(Event.LATE_HALF).keep(half));
    }
  }

  /** The openings, as far as one side hears them; being members of one grid is mutual. */
  private World meet(World world, int at, int from) {
    Node node = world.nodes()[at].copy();
    Node peer = world.nodes()[from];
    if (!peer.counts(node.id)) {
      peer = peer.copy();
      peer.members |= node.members;
    }
    rules(world).open(node, peer);
    return world.with(from, peer).with(at, node);
  }

  private World half(World world, int at, Node peer) {
    Node node = world.nodes()[at].copy();
    rules(world).half(node, peer);
    return world.with(at, node);
  }

  /** A whole session without a fault: both judge by the states at its opening. */
  World session(World world, int at, int from) {
    World met = meet(meet(world, at, from), from, at);
    World one = half(met, at, met.nodes()[from]);
    return half(one, from, met.nodes()[at]);
  }

  private void restarts(World world, int at, Sink sink) {
    Node node = world.nodes()[at];
    if (world.left(Event.IMAGE) > 0) {
      World.Kept image = new World.Kept(Event.IMAGE, at, at, node);
      sink.accept(Event.IMAGE, at, at, 0, world.after(Event.IMAGE).keep(image));
    }
    if (world.left(Event.WIPE) > 0) {
      Node empty = new Node(node.id, node.run, node.reports.length);
      sink.accept(Event.WIPE, at, at, 0, restart(world.after(Event.WIPE), at, empty));
    }
    for (Event event : new Event[] {Event.DAMAGE, Event.DAMAGE_ELSEWHERE}) {
      if (world.left(event) > 0) {
        Node damaged = node.copy();
        if (event == Event.DAMAGE) {
          damaged.live = 0;
          damaged.context = 0;
          damaged.stamp = 0;
          damaged.removals = 0;
        }
        damaged.clock = 0;
        damaged.applied = 0;
        sink.accept(event, at, at, 0, restart(world.after(event), at, damaged));
      }
    }
  }

  private World restart(World world, int slot, Node stored) {
    int run = world.past().runs();
    Past past = world.past().run(stored.id);
    Node node = stored.copy();
    node.closed |= stored.members == 1 << stored.id ? 0 : past.earlierRuns(run);
    node.run = run;
    new Rules(past, slips).settle(node);
    return world.past(past).with(slot, node).lapse();
  }

  private void arrival(World world, int index, Sink sink) {
    World.Kept kept = world.kept().get(index);
    int at = kept.to();
    if (kept.event() == Event.IMAGE && world.left(Event.RESTORE) > 0) {
      World next = restart(world.after(Event.RESTORE), at, kept.node());
      sink.accept(Event.RESTORE, at, at, index + 1, next);
    } else if (kept.event() == Event.LATE_HALF) {
      Node node = world.nodes()[at].copy();
      rules(world).open(node, kept.node());
      rules(world).half(node, kept.node());
      sink.accept(Event.LATE_ARRIVAL, at, kept.from(), index + 1, world.with(at, node));
    }
  }
}
