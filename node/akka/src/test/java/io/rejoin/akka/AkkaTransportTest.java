package io.rejoin.akka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import akka.actor.typed.ActorSystem;
import io.netty.channel.IoEventLoop;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.transport.NodeTransport;
import io.rejoin.testing.Eventually;
import io.rejoin.testing.TransportContract;
import io.rejoin.testing.TransportEnd;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AkkaTransportTest implements TransportContract {
  private static final Systems SYSTEMS = new Systems();
  private static final List<ActorSystem<Void>> HOSTS = new ArrayList<>();
  private static int tests;

  private int opened;

  @BeforeEach
  void another() {
    tests++;
  }

  @AfterAll
  static void close() {
    SYSTEMS.close();
  }

  /** Ends of one test are in several systems, under one name; those of the next have another. */
  @Override
  public NodeTransport open(IoEventLoop thread) {
    if (HOSTS.size() == opened) {
      HOSTS.add(SYSTEMS.start("contract", ""));
    }
    ActorSystem<Void> host = HOSTS.get(opened++);
    return new AkkaTransport(host, AkkaSettings.of(host, "rejoin-" + tests), thread);
  }

  @Override
  public String nobody() throws IOException {
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "127.0.0.1:" + gone.getLocalPort();
    }
  }

  private TransportEnd end() throws Exception {
    return new TransportEnd(this::open);
  }

  private static void connect(TransportEnd from, TransportEnd to) {
    from.dial(to.address());
    Eventually.holds("who dials knows the link", () -> from.opened().size() == 1);
    from.send(from.link(), Bytes.utf8("first"));
    Eventually.holds("it carries", () -> to.arrived() == 1);
  }

  /** What a stranger says to the endpoint of the end that was opened first. */
  private static void say(byte[] words) {
    ActorSystem<Void> host = HOSTS.get(0);
    host.classicSystem()
        .actorSelection("/system/rejoin-" + tests)
        .tell(words, akka.actor.ActorRef.noSender());
  }

  @Test
  void aGapInWhatArrivesEndsTheLinkOnBothSides() throws Exception {
    try (TransportEnd server = end();
        TransportEnd client = end()) {
      connect(client, server);
      say(new Parcel.Frames(server.link().value(), 3, List.of(Bytes.utf8("third"))).encoded());
      Eventually.holds("the gap is seen", () -> server.closed().size() == 1);
      Eventually.holds("so the other side is told", () -> client.closed().size() == 1);
      assertEquals(List.of(Bytes.utf8("first")), server.frames());
      assertEquals(Map.of("lost-frames", 1L), server.transport().refused());
    }
  }

  @Test
  void whatIsNoParcelIsCountedAndDoesNoHarm() throws Exception {
    try (TransportEnd server = end();
        TransportEnd client = end()) {
      connect(client, server);
      say(new byte[0]);
      say(new byte[] {9, 1, 2, 3});
      say(new Parcel.Frames(client.link().value() + 99, 1, List.of(Bytes.EMPTY)).encoded());
      say(new Parcel.Open(1, 7, "no path").encoded());
      say(new Parcel.Opened(server.link().value(), 7, "no path").encoded());
      Eventually.holds(
          "counted", () -> server.transport().refused().equals(Map.of("malformed", 2L)));
      client.send(client.link(), Bytes.utf8("second"));
      Eventually.holds("the link stands", () -> server.arrived() == 2);
      assertEquals(1, server.opened().size());
    }
  }

  @Test
  void whoClaimsToHaveTakenMoreThanWasSentIsCutOff() throws Exception {
    try (TransportEnd server = end();
        TransportEnd client = end()) {
      connect(client, server);
      say(new Parcel.Taken(server.link().value(), 2, 1, 37).encoded());
      Eventually.holds("the link is gone", () -> server.closed().size() == 1);
      Eventually.holds("the peer is told", () -> client.closed().size() == 1);
      assertEquals(Map.of("malformed", 1L), server.transport().refused());
    }
  }

  @Test
  void addressesAreThoseOfActorSystems() {
    AkkaSettings settings = new AkkaSettings("shop", "rejoin", 1 << 20, 1 << 17, List.of());
    for (String text : List.of("akka://shop@host:1", "host:1")) {
      assertEquals("akka://shop@host:1", settings.parsed(text).orElseThrow().toString());
    }
    for (String text : List.of("", "host", "akka://shop", "akka://shop@host", "a b:1", "h:x")) {
      assertEquals(Optional.empty(), settings.parsed(text), text);
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> new AkkaSettings("shop", "rejoin", 1 << 20, 1 << 17, List.of("nowhere")));
  }

  @Test
  void framesStayBelowTheLimitOfRemoting() {
    String limit = "akka.remote.artery.advanced.maximum-frame-size = ";
    ActorSystem<Void> small = SYSTEMS.start("small", limit + "64 KiB");
    assertEquals(56 * 1_024, AkkaSettings.of(small, "rejoin").maxFrame());
    ActorSystem<Void> large = SYSTEMS.start("large", limit + "4 MiB");
    assertEquals(248 * 1_024, AkkaSettings.of(large, "rejoin").maxFrame());
  }
}
