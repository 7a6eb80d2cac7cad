package io.rejoin.simulator.world;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.port.LinkId;
import io.rejoin.node.port.TransportListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Processes that only talk and listen: three named nodes, the first two of them connected. */
final class Wire {
  final World world;
  final Network network;
  final Peer one;
  final Peer two;
  final Peer three;

  /** Somebody who notes what he hears, and when in milliseconds. */
  final class Peer implements TransportListener {
    final SimTransport transport;
    final List<String> heard = new ArrayList<>();
    final List<Long> times = new ArrayList<>();
    final List<LinkId> links = new ArrayList<>();

    private Peer(int number, String address) {
      transport = network.attach(number, address);
      transport.listen(this);
    }

    /** Over the link that was made last. */
    void say(String text) {
      transport.send(links.get(links.size() - 1), Bytes.utf8(text));
    }

    void say(int bytes) {
      transport.send(links.get(links.size() - 1), Bytes.wrap(new byte[bytes]));
    }

    @Override
    public void opened(LinkId link, boolean dialled, String address) {
      links.add(link);
    }

    @Override
    public void frame(LinkId link, Bytes frame) {
      heard.add(frame.utf8());
      times.add(world.now() / 1_000_000);
    }

    @Override
    public void closed(LinkId link, String reason) {
      heard.add("closed, " + reason);
    }

    @Override
    public void writable(LinkId link) {
      heard.add("writable");
    }
  }

  Wire(long seed) {
    world = new World(seed);
    network = new Network(world, List.of("one", "two", "three"));
    one = new Peer(0, "one:1");
    two = new Peer(1, "two:1");
    three = new Peer(2, "three:1");
    one.transport.dial("two:1");
    pass(Duration.ofSeconds(1));
  }

  /** All links are like this. */
  Wire like(LinkProfile profile) {
    network.wire((from, to) -> Optional.of(profile));
    return this;
  }

  void pass(Duration time) {
    world.runUntil(world.now() + time.toNanos());
  }

  /** The first says this many things, one after so much time. */
  void chatter(int count, Duration gap) {
    for (int i = 0; i < count; i++) {
      one.say(Integer.toString(i));
      pass(gap);
    }
    pass(Duration.ofSeconds(1));
  }
}
