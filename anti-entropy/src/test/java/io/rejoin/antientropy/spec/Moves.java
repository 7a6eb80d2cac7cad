package io.rejoin.antientropy.spec;

import java.util.Set;

/** Which states can follow a state. */
final class Moves {
  private static final Event[] STARTS = {
    Event.WIPE, Event.DAMAGE, Event.DAMAGE_ELSEWHERE, Event.RESTART
  };

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
      if (world.nodes()[at].isOver()) {
        continue;
      }
      writes(world, at, sink);
      deltas(world, at, sink);
      for (int from = 0; from < world.nodes().length; from++) {
        if (from != at) {
          sessions(world, at, from, sink);
          evictions(world, at, from, sink);
          salvages(world, at, from, sink);
        }
      }
      starts(world, at, sink);
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
    for (Event event : new Event[] {Event.ADD, Event.REMOVE, Event.REPLACE}) {
      long removes = event == Event.ADD ? 0 : node.live;
      if (world.left(event) > 0 && (event == Event.ADD || removes != 0)) {
        Past past = world.past().issue(op, event != Event.REMOVE, removes);
        Node copy = node.copy();
        new Rules(past, slips).write(copy, op, removes);
        sink.accept(event, at, at, op, world.past(past).after(event).with(at, copy));
      }
    }
  }

  private void deltas(World world, int at, Sink sink) {
    for (long left = world.past().sent(); left != 0; left &= left - 1) {
      long op = left & -left;
      Node node = world.nodes()[at].copy();
      if (node.knows(world.past().idOfRun()[Ops.run(op)])) {
        rules(world).delta(node, op);
        sink.accept(Event.DELTA, at, at, op, world.with(at, node));
      }
    }
  }

  private void sessions(World world, int at, int from, Sink sink) {
    if (refuse(world.nodes()[at], world.nodes()[from])) {
      return;
    }
    World met = meet(world, at, from);
    if (world.left(Event.OPENING) > 0) {
      sink.accept(Event.OPENING, at, from, 0, met.after(Event.OPENING));
    }
    sink.accept(Event.SESSION, at, from, 0, half(met, at, met.nodes()[from]));
    if (world.left(Event.BROKEN_HALF) > 0) {
      Node node = met.nodes()[at].copy();
      rules(met).brokenHalf(node, met.nodes()[from]);
      sink.accept(Event.BROKEN_HALF, at, from, 0, met.after(Event.BROKEN_HALF).with(at, node));
    }
    for (Event event : new Event[] {Event.LATE_HALF, Event.BUNDLE}) {
      if (world.left(event) > 0) {
        World one = event == Event.BUNDLE ? world : met;
        World.Kept kept = new World.Kept(event, from, at, one.nodes()[from]);
        sink.accept(event, at, from, 0, one.after(event).keep(kept));
      }
    }
  }

  private boolean refuse(Node node, Node peer) {
    return node.refuses(peer) && !slips.contains(Slip.EVICTED_LINKED);
  }

  /** The openings, as far as one side hears them; being members of one grid is mutual. */
  private World meet(World world, int at, int from) {
    Node node = world.nodes()[at].copy();
    Node peer = world.nodes()[from];
    if (!peer.knows(node.id)) {
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
    if (refuse(world.nodes()[at], world.nodes()[from])) {
      return world;
    }
    World met = meet(meet(world, at, from), from, at);
    World one = half(met, at, met.nodes()[from]);
    return half(one, from, met.nodes()[at]);
  }

  private void evictions(World world, int at, int whom, Sink sink) {
    Node node = world.nodes()[at];
    if (world.left(Event.EVICT) > 0 && node.knows(whom) && !world.isEvicted(at)) {
      Node copy = node.copy();
      copy.evicted |= 1 << whom;
      rules(world).settle(copy);
      sink.accept(
          Event.EVICT, at, whom, 0, world.after(Event.EVICT).with(at, copy).lapse());
    }
  }

  private void salvages(World world, int at, int from, Sink sink) {
    if (world.left(Event.SALVAGE) > 0 && world.isEvicted(from) && !world.isEvicted(at)) {
      Node node = world.nodes()[at].copy();
      Node over = world.nodes()[from].copy();
      over.evicted |= 1 << from;
      World lapsed = world.lapseHeard(from);
      long gone = slips.contains(Slip.SALVAGED_REMOVALS) ? 0 : node.live & over.dead();
      long op = gone == 0 ? 0 : world.past().next(node.run);
      Past past = op == 0 ? lapsed.past() : lapsed.past().issue(op, false, gone);
      new Rules(past, slips).salvage(node, over, op);
      World next = lapsed.past(past).after(Event.SALVAGE).with(from, over).with(at, node);
      sink.accept(Event.SALVAGE, at, from, 0, next);
    }
  }

  private void starts(World world, int at, Sink sink) {
    Node node = world.nodes()[at];
    if (world.left(Event.IMAGE) > 0) {
      World.Kept image = new World.Kept(Event.IMAGE, at, at, node);
      sink.accept(Event.IMAGE, at, at, 0, world.after(Event.IMAGE).keep(image));
    }
    for (Event event : STARTS) {
      if (world.left(event) > 0) {
        boolean empty = event == Event.WIPE;
        Node stored = empty ? node.wiped() : node;
        sink.accept(event, at, at, 0, start(world.after(event), at, stored, event));
      }
    }
  }

  private World start(World world, int slot, Node stored, Event how) {
    Past past = world.past().run(stored.id);
    Node node = stored.copy();
    new Rules(past, slips).start(node, world.past().runs(), how);
    return world.past(past).with(slot, node).lapse();
  }

  private void arrival(World world, int index, Sink sink) {
    World.Kept kept = world.kept().get(index);
    int at = kept.to();
    Node node = world.nodes()[at].copy();
    if (kept.event() == Event.IMAGE) {
      if (world.left(Event.RESTORE) > 0) {
        World next = start(world.after(Event.RESTORE), at, kept.node(), Event.RESTORE);
        sink.accept(Event.RESTORE, at, at, index + 1, next);
      }
      boolean torn = kept.node().run == node.run && kept.node().forgotten == node.forgotten;
      if (world.left(Event.TORN) > 0 && torn) {
        World next = start(world.after(Event.TORN), at, torn(kept.node(), node), Event.TORN);
        sink.accept(Event.TORN, at, at, index + 1, next);
      }
    } else if (!refuse(node, kept.node())) {
      if (kept.event() == Event.BUNDLE) {
        rules(world).bundle(node, kept.node(), kept.node().reports[at].clock());
      } else {
        rules(world).open(node, kept.node());
        rules(world).half(node, kept.node());
      }
      sink.accept(Event.ARRIVAL, at, kept.from(), index + 1, world.with(at, node));
    }
  }

  /** Entries are stored before the clock that covers them, and after what explains them. */
  private Node torn(Node image, Node now) {
    Node node = image.copy();
    node.live = now.live;
    node.context = now.context;
    node.heard = slips.contains(Slip.HEARD_LOST) ? Ops.upTo(now.context) | image.heard : now.heard;
    return node;
  }
}
