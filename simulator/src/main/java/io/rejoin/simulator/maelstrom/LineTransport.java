package io.rejoin.simulator.maelstrom;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.core.link.Ticks;
import io.rejoin.node.port.LinkId;
import io.rejoin.node.port.Transport;
import io.rejoin.node.port.TransportListener;
import io.rejoin.simulator.maelstrom.Parcel.Word;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Connections over Maelstrom's network, which carries single messages, may lose, delay and reorder
 * them, and never tells. {@link Parcel} has the words, {@link Channel} the order. Addresses are
 * Maelstrom's names of nodes. One thread.
 */
final class LineTransport implements Transport {
  /** How long an answer to a dial is waited for. */
  static final Duration DIAL_PATIENCE = Duration.ofSeconds(10);
  /** Unanswered dials; the oldest are forgotten. */
  static final int MAX_DIALS = 1_024;

  private static final int MAX_FRAME = 1 << 20;
  private static final long WINDOW = 256 * 1024;

  private final String prefix;
  private final Ticks ticks;
  private final BiConsumer<String, Parcel> out;
  private final Map<String, Dial> dials = new LinkedHashMap<>();
  private final SortedMap<LinkId, Channel> channels = new TreeMap<>();
  private final Map<String, Channel> byName = new HashMap<>();
  private long names;
  private long ids;

  private record Dial(String address, long since) {}

  /**
   * A transport without connections.
   *
   * @param prefix of the names of links dialled here, of no other process
   * @param out takes what is to be sent to a node
   */
  LineTransport(String prefix, Ticks ticks, BiConsumer<String, Parcel> out) {
    this.prefix = prefix;
    this.ticks = ticks;
    this.out = out;
  }

  @Override
  public void dial(String address) {
    if (dials.size() >= MAX_DIALS) {
      dials.remove(dials.keySet().iterator().next());
    }
    String name = prefix + "-" + ++names;
    dials.put(name, new Dial(address, ticks.now()));
    out.accept(address, Parcel.word(Word.DIAL, name));
  }

  @Override
  public void send(LinkId link, Bytes frame) {
    Channel channel = channels.get(link);
    if (channel != null) {
      out.accept(channel.peer(), channel.next(frame));
    }
  }

  @Override
  public void close(LinkId link) {
    Channel channel = channels.get(link);
    if (channel != null) {
      out.accept(channel.peer(), channel.end());
      forget(channel);
    }
  }

  @Override
  public int maxFrame() {
    return MAX_FRAME;
  }

  /** Whoever writes waits until the line is taken: there is no queue that could grow. */
  @Override
  public long credit(LinkId link) {
    return channels.containsKey(link) ? WINDOW : 0;
  }

  @Override
  public void close() {
    List.copyOf(channels.keySet()).forEach(this::close);
    dials.clear();
  }

  /** Something came from another node. */
  void arrived(String from, Parcel parcel, TransportListener listener) {
    switch (parcel.word()) {
      case DIAL -> dialled(from, parcel.link(), listener);
      case ACCEPT -> accepted(from, parcel.link(), listener);
      case FRAME, END -> inOrder(from, parcel, listener);
      case RESET -> reset(from, parcel.link(), listener);
    }
  }

  private void dialled(String from, String name, TransportListener listener) {
    if (!byName.containsKey(name)) {
      Channel channel = open(name, from);
      out.accept(from, Parcel.word(Word.ACCEPT, name));
      listener.opened(channel.id(), false, from);
    }
  }

  private void accepted(String from, String name, TransportListener listener) {
    Dial dial = dials.get(name);
    if (dial != null && dial.address().equals(from)) {
      dials.remove(name);
      listener.opened(open(name, from).id(), true, from);
    } else if (!byName.containsKey(name)) {
      out.accept(from, Parcel.word(Word.RESET, name));
    }
  }

  private void inOrder(String from, Parcel parcel, TransportListener listener) {
    Channel channel = byName.get(parcel.link());
    if (channel == null || !channel.peer().equals(from)) {
      if (!parcel.isEnd()) {
        out.accept(from, Parcel.word(Word.RESET, parcel.link()));
      }
      return;
    }
    for (Parcel ready : channel.arrived(parcel, ticks.now())) {
      if (!channels.containsKey(channel.id())) {
        return;
      }
      if (ready.isEnd()) {
        forget(channel);
        listener.closed(channel.id(), "closed by peer");
      } else {
        listener.frame(channel.id(), ready.frame());
      }
    }
  }

  private void reset(String from, String name, TransportListener listener) {
    Channel channel = byName.get(name);
    if (channel != null && channel.peer().equals(from)) {
      forget(channel);
      listener.closed(channel.id(), "reset by peer");
    } else if (channel == null) {
      Dial dial = dials.get(name);
      if (dial != null && dial.address().equals(from)) {
        dials.remove(name);
      }
    }
  }

  /** Gives up what is waited for in vain. */
  void tick(TransportListener listener) {
    long now = ticks.now();
    dials.values().removeIf(dial -> now - dial.since() > DIAL_PATIENCE.toNanos());
    for (Channel channel : List.copyOf(channels.values())) {
      if (channels.containsKey(channel.id()) && channel.isTorn(now)) {
        out.accept(channel.peer(), Parcel.word(Word.RESET, channel.name()));
        forget(channel);
        listener.closed(channel.id(), "something was lost on the way");
      }
    }
  }

  private Channel open(String name, String peer) {
    Channel channel = new Channel(new LinkId(++ids), name, peer);
    channels.put(channel.id(), channel);
    byName.put(name, channel);
    return channel;
  }

  private void forget(Channel channel) {
    channels.remove(channel.id());
    byName.remove(channel.name());
  }
}
