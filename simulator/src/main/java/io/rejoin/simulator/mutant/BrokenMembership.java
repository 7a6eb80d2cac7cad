package io.rejoin.simulator.mutant;

import io.rejoin.membership.Member;
import io.rejoin.membership.Status;
import io.rejoin.membership.SwimMessage;
import io.rejoin.membership.SwimMessage.Rumour;
import io.rejoin.node.core.frame.Frame;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import io.rejoin.simulator.world.Tamper;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Broken failure detection, made by changing what members say of each other. */
final class BrokenMembership {
  private record Pair(int from, int to) {}

  private BrokenMembership() {}

  /** Nobody says who is there. */
  static Tamper silent() {
    return (from, to, bytes) ->
        Frames.decode(bytes) instanceof Frame.Swim ? Optional.empty() : Optional.of(bytes);
  }

  /** Whom a node held dead once it says nothing to, ever again. */
  static Tamper deadForGood(SimGrid grid) {
    Set<Pair> dead = new HashSet<>();
    return (from, to, bytes) -> {
      Pair pair = new Pair(from, to);
      if (!dead.contains(pair) && holdsDead(grid.node(from), grid.node(to))) {
        dead.add(pair);
      }
      return dead.contains(pair) ? Optional.empty() : Optional.of(bytes);
    };
  }

  private static boolean holdsDead(SimNode node, SimNode other) {
    return node.isUp()
        && node.core().members().stream()
            .filter(row -> row.id().equals(other.id()))
            .anyMatch(row -> row.status() == Status.DEAD);
  }

  /** Rows of a higher incarnation than the first are not believed, unless they say worse. */
  static Tamper higherIncarnationsIgnored() {
    return Frames.changing((from, to, frame) ->
        frame instanceof Frame.Swim swim ? new Frame.Swim(changed(swim.message())) : frame);
  }

  private static SwimMessage changed(SwimMessage message) {
    List<Rumour> believed =
        message.rumours().stream().map(BrokenMembership::first).toList();
    if (message instanceof SwimMessage.Ping ping) {
      return new SwimMessage.Ping(ping.sequence(), believed);
    } else if (message instanceof SwimMessage.Ack ack) {
      return new SwimMessage.Ack(ack.sequence(), believed);
    } else if (message instanceof SwimMessage.PingRequest request) {
      return new SwimMessage.PingRequest(request.sequence(), request.target(), believed);
    } else if (message instanceof SwimMessage.Gossip) {
      return new SwimMessage.Gossip(believed);
    } else if (message instanceof SwimMessage.Sync sync) {
      return new SwimMessage.Sync(believed, sync.wantReply());
    }
    return message;
  }

  private static Rumour first(Rumour rumour) {
    Member row = rumour.member();
    return new Rumour(
        new Member(
            row.id(),
            row.name(),
            row.site(),
            row.address(),
            row.weight(),
            row.run(),
            0,
            row.status(),
            row.evictions(),
            row.links()),
        rumour.from());
  }
}
