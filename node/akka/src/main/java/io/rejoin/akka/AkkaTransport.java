package io.rejoin.akka;

import akka.actor.ActorIdentity;
import akka.actor.Address;
import akka.actor.Identify;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.Adapter;
import akka.cluster.Member;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.node.port.LinkId;
import io.rejoin.node.port.TransportListener;
import io.rejoin.node.transport.NodeTransport;
import io.rejoin.node.transport.Refusals;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frames over Akka's remoting, between endpoints. All state belongs to the core's thread; actors
 * only hand on what they hear, and {@code tell} neither waits nor throws.
 *
 * <p>To dial is to ask for the endpoint at an address with {@code Identify}: its answer names the
 * one of this start of the ActorSystem there, and frames of the link go to no other.
 */
@SuppressWarnings("FutureReturnValueIgnored") // nobody waits for a step on the core's thread
final class AkkaTransport implements NodeTransport, Endpoint.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(AkkaTransport.class);
  private static final String MALFORMED = "malformed";
  private static final String VERSION = "version";
  private static final String LOST = "lost-frames";
  private static final int MAX_CONNECTIONS = 1_024;
  private static final int MAX_DIALS = 1_024;
  private static final long PATIENCE = Duration.ofSeconds(10).toNanos();
  private static final Duration ROUND = Duration.ofMillis(500);

  /** Remoting drops questions without a word: so long each is asked again every round. */
  private static final long ASKING = Duration.ofSeconds(3).toNanos();

  private final ActorSystem<?> system;
  private final AkkaSettings settings;
  private final ScheduledExecutorService thread;
  private final ActorRefResolver resolver;
  private final ActorRef<Object> endpoint;
  private final String endpointText;
  private final Refusals refusals = new Refusals(LOG);
  private final Presence presence = new Presence();
  private final Map<Long, Dial> dials = new LinkedHashMap<>();
  private final Map<LinkId, Connection> connections = new TreeMap<>();
  private long lastNumber;
  private @Nullable TransportListener listener;
  private boolean closed;

  private record Dial(String address, Address there, long since) {}

  AkkaTransport(ActorSystem<?> system, AkkaSettings settings, ScheduledExecutorService thread) {
    this.system = system;
    this.settings = settings;
    this.thread = thread;
    resolver = ActorRefResolver.get(system);
    endpoint = system.systemActorOf(
        Endpoint.of(this),
        settings.endpoint(),
        DispatcherSelector.fromConfig("akka.actor.internal-dispatcher"));
    endpointText = resolver.toSerializationFormat(endpoint);
  }

  @Override
  public Optional<String> address() {
    return Optional.of(system.address().toString());
  }

  @Override
  public List<String> seeds() {
    return settings.seeds();
  }

  @Override
  public void start(TransportListener frames) {
    inThread(() -> listener = frames);
    thread.scheduleAtFixedRate(this::round, 0, ROUND.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public Map<String, Long> refused() {
    return refusals.byReason();
  }

  @Override
  public int maxFrame() {
    return settings.maxFrame();
  }

  // ---- out, on the core's thread

  @Override
  public void dial(String text) {
    Optional<Address> there = settings.parsed(text);
    if (there.isEmpty() || closed || dials.size() >= MAX_DIALS) {
      LOG.debug("cannot dial {}", text);
      return;
    }
    Dial dial = new Dial(text, there.get(), System.nanoTime());
    dials.put(++lastNumber, dial);
    ask(lastNumber, dial);
  }

  private void ask(long number, Dial dial) {
    system
        .classicSystem()
        .actorSelection(dial.there + settings.path())
        .tell(new Identify(number), Adapter.toClassic(endpoint));
  }

  @Override
  public void send(LinkId link, Bytes frame) {
    Connection connection = connections.get(link);
    if (connection == null || !connection.isOpen()) {
      return;
    }
    if (!connection.hasRoom(frame)) {
      refusals.count(Refusals.NOT_SENT, link + ": " + frame.length() + " bytes");
    } else if (connection.add(frame)) {
      inThread(connection::flush);
    }
  }

  @Override
  public long credit(LinkId link) {
    Connection connection = connections.get(link);
    return connection == null || !connection.isOpen() ? 0 : connection.credit();
  }

  @Override
  public void close(LinkId link) {
    Connection connection = connections.get(link);
    if (connection != null) {
      connection.close("the peer closed the connection");
      connections.remove(link);
      inThread(() -> tellClosed(connection, "this node closed the connection"));
    }
  }

  // ---- ends, on any thread

  @Override
  public void closeAll() {
    inThread(() -> List.copyOf(connections.keySet()).forEach(this::close));
  }

  @Override
  public void close() {
    closeAll();
    inThread(() -> {
      closed = true;
      endpoint.tell(Endpoint.STOP);
    });
  }

  // ---- in, from the endpoint

  @Override
  public void arrived(byte[] bytes) {
    inThread(() -> {
      try {
        received(Parcel.decoded(bytes));
      } catch (MalformedBytes malformed) {
        refusals.count(MALFORMED, String.valueOf(malformed.getMessage()));
      }
    });
  }

  @Override
  public void identified(ActorIdentity answer) {
    inThread(() -> found(answer));
  }

  @Override
  public void present(Member member) {
    String address = member.address().toString();
    if (!address.equals(system.address().toString())) {
      inThread(() -> isPresent(address));
    }
  }

  @Override
  public void absent(Member member) {
    inThread(() -> presence.absent(member.address().toString()));
  }

  private void isPresent(String address) {
    if (connections.values().stream().noneMatch(each -> isOpenTo(each, address))) {
      presence.present(address, System.nanoTime());
    }
  }

  private boolean isOpenTo(Connection connection, String address) {
    return connection.isOpen() && addressOf(connection.peer()).equals(address);
  }

  private void found(ActorIdentity answer) {
    Dial dial = answer.correlationId() instanceof Long number ? dials.remove(number) : null;
    if (dial == null || answer.getActorRef().isEmpty() || closed || isFull()) {
      return;
    }
    ActorRef<Object> peer = Adapter.toTyped(answer.getActorRef().get());
    Connection connection = connection(dial.address, peer);
    tell(peer, new Parcel.Open(Parcel.VERSION, connection.id().value(), endpointText));
  }

  private Connection connection(String address, ActorRef<Object> peer) {
    Connection connection = new Connection(new Connection.Line(
        new LinkId(++lastNumber),
        address,
        peer,
        System.nanoTime(),
        settings.window(),
        settings.maxFrame()));
    connections.put(connection.id(), connection);
    return connection;
  }

  private void received(Parcel parcel) {
    if (parcel instanceof Parcel.Open open) {
      accept(open);
    } else if (parcel instanceof Parcel.Opened opened) {
      opened(opened);
    } else if (parcel instanceof Parcel.Frames frames) {
      numbered(frames.to(), frames.number(), connection -> deliver(connection, frames));
    } else if (parcel instanceof Parcel.Taken taken) {
      numbered(taken.to(), taken.number(), connection -> taken(connection, taken));
    } else if (parcel instanceof Parcel.Close close) {
      numbered(close.to(), close.number(), connection -> end(connection, close.reason()));
    }
  }

  private void accept(Parcel.Open open) {
    if (listener == null || closed || !open.endpoint().contains(settings.path() + "#")) {
      return;
    }
    ActorRef<Object> peer = resolver.resolveActorRef(open.endpoint());
    if (open.version() != Parcel.VERSION) {
      refusals.count(VERSION, "version " + open.version() + " from " + peer.path());
      tell(peer, new Parcel.Close(open.link(), 0, "another version"));
      return;
    }
    if (isFull()) {
      tell(peer, new Parcel.Close(open.link(), 0, "too many connections"));
      return;
    }
    String address = addressOf(peer);
    endThoseBefore(address, peer);
    Connection connection = connection(address, peer);
    tell(peer, new Parcel.Opened(open.link(), connection.id().value(), endpointText));
    stands(connection, open.link(), false);
  }

  private boolean isFull() {
    boolean full = connections.size() >= MAX_CONNECTIONS;
    if (full) {
      refusals.count(Refusals.TOO_MANY_CONNECTIONS, connections.size() + " connections are open");
    }
    return full;
  }

  /** Who comes from an address as another endpoint than before has started anew. */
  private void endThoseBefore(String address, ActorRef<Object> peer) {
    for (Connection each : List.copyOf(connections.values())) {
      if (!each.peer().equals(peer) && addressOf(each.peer()).equals(address)) {
        end(each, "the peer started anew");
      }
    }
  }

  private void opened(Parcel.Opened opened) {
    Connection connection = connections.get(new LinkId(opened.to()));
    if (connection != null && !connection.isOpen()) {
      stands(connection, opened.link(), true);
    } else if (opened.endpoint().contains(settings.path() + "#")) {
      ActorRef<Object> peer = resolver.resolveActorRef(opened.endpoint());
      tell(peer, new Parcel.Close(opened.link(), 1, "too late"));
    }
  }

  private void stands(Connection connection, long there, boolean dialled) {
    connection.open(there);
    presence.met(addressOf(connection.peer()));
    TransportListener frames = listener;
    if (frames != null) {
      frames.opened(connection.id(), dialled, connection.address());
    }
  }

  private void numbered(long to, long number, Consumer<Connection> action) {
    Connection connection = connections.get(new LinkId(to));
    if (connection == null) {
      return;
    }
    if (!connection.isOpen()) {
      connections.remove(connection.id());
    } else if (connection.follows(number)) {
      action.accept(connection);
    } else {
      refusals.count(LOST, connection.id() + " to " + connection.address());
      connection.close("frames were lost");
      end(connection, "frames were lost");
    }
  }

  private void deliver(Connection connection, Parcel.Frames parcel) {
    long cost = 0;
    for (Bytes frame : parcel.frames()) {
      TransportListener frames = listener;
      if (frames == null || !connections.containsKey(connection.id())) {
        return;
      }
      frames.frame(connection.id(), frame);
      cost += Parcel.cost(frame);
    }
    if (connections.containsKey(connection.id())) {
      connection.took(cost);
    }
  }

  private void taken(Connection connection, Parcel.Taken taken) {
    TransportListener frames = listener;
    if (!connection.taken(taken.parcels(), taken.cost())) {
      refusals.count(MALFORMED, connection.address() + " took more than was sent");
      connection.close("took more than was sent");
      end(connection, "took more than was sent");
    } else if (frames != null && connection.isWritableAgain()) {
      frames.writable(connection.id());
    }
  }

  private void end(Connection connection, String reason) {
    if (connections.remove(connection.id()) != null) {
      tellClosed(connection, reason);
    }
  }

  private void tellClosed(Connection connection, String reason) {
    TransportListener frames = listener;
    if (frames != null && connection.isOpen()) {
      frames.closed(connection.id(), reason);
    }
  }

  // ---- time

  private void round() {
    long now = System.nanoTime();
    dials.values().removeIf(dial -> now - dial.since > PATIENCE);
    dials.forEach((number, dial) -> {
      if (now - dial.since < ASKING) {
        ask(number, dial);
      }
    });
    connections.values().removeIf(each -> !each.isOpen() && now - each.openedAt() > PATIENCE);
    TransportListener frames = listener;
    for (String address : presence.due(now)) {
      if (frames != null && !closed) {
        frames.found(address);
      }
    }
  }

  private String addressOf(ActorRef<Object> peer) {
    Address address = peer.path().address();
    return (address.hasLocalScope() ? system.address() : address).toString();
  }

  private static void tell(ActorRef<Object> peer, Parcel parcel) {
    peer.tell(parcel.encoded());
  }

  private void inThread(Runnable task) {
    try {
      thread.execute(task);
    } catch (RejectedExecutionException ended) {
      LOG.trace("the node has ended", ended);
    }
  }
}
