package io.rejoin.node.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.IoEventLoop;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.config.HostAndPort;
import io.rejoin.node.port.LinkId;
import io.rejoin.node.transport.NodeTransport;
import io.rejoin.testing.Eventually;
import io.rejoin.testing.TransportContract;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TcpTransportTest implements TransportContract {
  private static final Optional<HostAndPort> ANY_PORT =
      Optional.of(HostAndPort.parse("127.0.0.1:0"));

  private final List<End> ends = new ArrayList<>();

  /** A transport with its thread and what it told. */
  private record End(TcpTransport transport, IoEventLoop loop, Recorder heard) {
    String address() {
      return transport.address().orElseThrow().toString();
    }

    LinkId link() {
      return heard.opened.get(0);
    }
  }

  private End end(TcpConfig config) throws BindFailure {
    IoEventLoop loop = TcpThread.start("rejoin-test");
    End end = new End(TcpTransport.open(config, loop, "rejoin-test"), loop, new Recorder());
    end.transport().start(end.heard());
    ends.add(end);
    return end;
  }

  private End listening() throws BindFailure {
    return end(TcpConfig.listeningAt(ANY_PORT));
  }

  private End outboundOnly() throws BindFailure {
    return end(TcpConfig.listeningAt(Optional.empty()));
  }

  private static void connect(End from, End to) {
    from.transport().dial(to.address());
    Eventually.holds("both know the link", () -> !from.heard().opened.isEmpty());
    Eventually.holds("both know the link", () -> !to.heard().opened.isEmpty());
  }

  @AfterEach
  void close() throws InterruptedException {
    for (End end : ends) {
      end.transport().close();
      assertTrue(TcpThread.stop(end.loop(), Duration.ofSeconds(10)));
    }
  }

  @Override
  public NodeTransport open(IoEventLoop thread) throws BindFailure {
    return TcpTransport.open(TcpConfig.listeningAt(ANY_PORT), thread, "rejoin-test");
  }

  @Override
  public String nobody() throws IOException {
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "127.0.0.1:" + gone.getLocalPort();
    }
  }

  @Test
  void aTakenPortIsNamedAndSoIsTheWayOut() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var address = new HostAndPort("127.0.0.1", taken.getLocalPort());
      var failure =
          assertThrows(BindFailure.class, () -> end(TcpConfig.listeningAt(Optional.of(address))));
      assertEquals(
          "cannot listen at "
              + address
              + ": another process uses port "
              + address.port()
              + "; stop it, or give this node another port (port 0 takes a free one)",
          failure.getMessage());
    }
  }

  @Test
  void randomBytesEndTheConnectionAndAreCounted() throws IOException {
    End server = listening();
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 50; round++) {
      byte[] noise = new byte[1 + random.nextInt(5_000)];
      random.nextBytes(noise);
      assertTrue(isClosedAfter(server, noise));
    }
    assertEquals(Map.of("not-rejoin", 50L), server.transport().refused());
    assertTrue(server.heard().opened.isEmpty());
  }

  @Test
  void aWebBrowserIsNoPeer() throws IOException {
    End server = listening();
    assertTrue(isClosedAfter(server, "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8)));
    assertEquals(Map.of("not-rejoin", 1L), server.transport().refused());
  }

  @Test
  void aFrameThatClaimsTooMuchEndsTheConnection() throws IOException {
    End server = listening();
    byte[] claim = {'R', 'E', 'J', 'O', 'I', 'N', 0, 1, 0x7f, 0, 0, 0, 1, 2, 3};
    assertTrue(isClosedAfter(server, claim));
    assertEquals(Map.of("frame-size", 1L), server.transport().refused());
    Eventually.holds("the link is gone", () -> server.heard().closed.size() == 1);
  }

  @Test
  void whoSaysNothingIsNotKept() throws IOException {
    TcpConfig patient = TcpConfig.listeningAt(ANY_PORT);
    End server = end(new TcpConfig(
        ANY_PORT, patient.maxFrame(), 10, Duration.ofSeconds(1), Duration.ofMillis(50)));
    assertTrue(isClosedAfter(server, new byte[0]));
    assertEquals(Map.of("silent", 1L), server.transport().refused());
  }

  private static boolean isClosedAfter(End server, byte[] sent) throws IOException {
    HostAndPort address = server.transport().bound().orElseThrow();
    try (Socket socket = new Socket(address.host(), address.port())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(sent);
      InputStream in = socket.getInputStream();
      while (in.read() >= 0) {
        // The greeting of the other side.
      }
    } catch (SocketException reset) {
      return true; // closed with unread bytes
    }
    return true;
  }

  @Test
  void onlySoManyConnections() throws BindFailure {
    End server = end(TcpConfig.listeningAt(ANY_PORT).bounded(1 << 20, 2));
    End client = outboundOnly();
    for (int i = 0; i < 3; i++) {
      int expected = i + 1;
      client.transport().dial(server.address());
      Eventually.holds("connected", () -> client.heard().opened.size() == expected);
    }
    Eventually.holds("the third is sent away", () -> client.heard().closed.size() == 1);
    assertEquals(Map.of("too-many-connections", 1L), server.transport().refused());
  }

  @Test
  void aPeerThatDoesNotReadGetsNoMoreCredit() throws IOException {
    End client = outboundOnly();
    try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      client.transport().dial("127.0.0.1:" + deaf.getLocalPort());
      Eventually.holds("connected", () -> !client.heard().opened.isEmpty());
      Bytes frame = Bytes.wrap(new byte[16_384]);
      assertTrue(client.transport().credit(client.link()) >= client.transport().maxFrame());
      Eventually.holds("no credit left", () -> sendWhileCredit(client, frame));
      try (Socket accepted = deaf.accept()) {
        InputStream in = accepted.getInputStream();
        while (client.heard().writable.get() == 0) {
          assertTrue(in.skip(65_536) >= 0);
        }
      }
    }
    Eventually.holds("the link is gone", () -> client.heard().closed.size() == 1);
    assertEquals(0, client.transport().credit(client.link()));
  }

  private static boolean sendWhileCredit(End end, Bytes frame) {
    if (end.transport().credit(end.link()) > 0) {
      end.transport().send(end.link(), frame);
      return false;
    }
    return true;
  }

  @Test
  void namesThatNobodyHasDoNoHarm() throws BindFailure {
    End client = outboundOnly();
    client.transport().dial("no-such-host.invalid:7600");
    End server = listening();
    connect(client, server);
    assertEquals(1, client.heard().opened.size());
    assertTrue(client.heard().closed.isEmpty());
    assertFalse(client.loop().isShuttingDown());
  }
}
