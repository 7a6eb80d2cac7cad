package io.rejoin.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.IoEventLoop;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.port.LinkId;
import io.rejoin.node.transport.NodeTransport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What every transport does. The test of a transport implements this. */
public interface TransportContract {
  int BURST = 20_000;

  /** As much as a link may take that nobody reads at the other end. */
  long BOUND = 64L << 20;

  /** A transport that others can dial, not started yet; every call opens another one. */
  NodeTransport open(IoEventLoop thread) throws Exception;

  /** An address at which nobody is. */
  String nobody() throws Exception;

  private TransportEnd end() throws Exception {
    return new TransportEnd(this::open);
  }

  private static void connect(TransportEnd from, TransportEnd to) {
    int before = from.opened().size();
    int there = to.opened().size();
    from.dial(to.address());
    Eventually.holds("who dials knows the link", () -> from.opened().size() > before);
    from.send(from.opened().get(before), Bytes.utf8("first"));
    Eventually.holds("who is dialled knows the link", () -> to.opened().size() > there);
    Eventually.holds("it carries", () -> to.frames(to.opened().get(there)).size() == 1);
  }

  private static Bytes numbered(int number, int length) {
    byte[] content = new byte[Math.max(4, length)];
    for (int i = 0; i < 4; i++) {
      content[i] = (byte) (number >>> (8 * i));
    }
    return Bytes.wrap(content);
  }

  private static List<Bytes> numbered(int count, long seed, int lengths) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Bytes> frames = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      frames.add(numbered(i, random.nextInt(lengths)));
    }
    return frames;
  }

  /** What arrived on the first link after the frame that made it known. */
  private static List<Bytes> after(TransportEnd end) {
    List<Bytes> all = end.frames();
    return all.subList(1, all.size());
  }

  @Test
  default void framesArriveWholeAndInOrderBothWays() throws Exception {
    try (TransportEnd server = end();
        TransportEnd client = end()) {
      connect(client, server);
      assertEquals(List.of("to " + server.address()), client.addresses());
      List<Bytes> some = numbered(1_000, 1, 20_000);
      List<Bytes> others = numbered(1_000, 2, 20_000);
      client.sendWithCredit(some);
      server.sendWithCredit(others);
      Eventually.holds("all arrived", () -> server.arrived() == 1_001);
      Eventually.holds("all arrived", () -> client.arrived() == 1_000);
      assertEquals(some, after(server));
      assertEquals(others, client.frames());
    }
  }

  @Test
  default void theLargestFramePassesAndALargerOneIsNotSent() throws Exception {
    try (TransportEnd server = end();
        TransportEnd client = end()) {
      connect(client, server);
      int max = client.transport().maxFrame();
      assertTrue(client.credit(client.link()) >= max, "an idle link takes a whole frame");
      client.send(client.link(), numbered(1, max + 1));
      client.send(client.link(), numbered(2, max));
      Eventually.holds("it arrived", () -> server.arrived() == 2);
      assertEquals(List.of(numbered(2, max)), after(server));
      assertEquals(Map.of("not-sent", 1L), client.transport().refused());
    }
  }

  @Test
  default void whoCannotKeepUpGetsNoMoreCreditUntilItCan() throws Exception {
    try (TransportEnd server = end();
        TransportEnd client = end()) {
      connect(client, server);
      CountDownLatch release = server.hold();
      int sent = 0;
      while (client.credit(client.link()) > 0 && sent * 16_384L < BOUND) {
        client.send(client.link(), numbered(sent++, 16_384));
      }
      assertTrue(sent * 16_384L < BOUND, "credit has a bound");
      client.send(client.link(), numbered(sent++, 100));
      release.countDown();
      Eventually.holds("there is credit again", () -> client.writable() > 0);
      assertTrue(client.credit(client.link()) > 0);
      int all = sent;
      Eventually.holds("all arrived", () -> server.arrived() == all + 1);
      assertEquals(numbered(all - 1, 100), after(server).get(all - 1));
    }
  }

  @Test
  default void aBurstWithCreditArrivesWithoutLoss() throws Exception {
    try (TransportEnd server = end();
        TransportEnd client = end()) {
      connect(client, server);
      List<Bytes> burst = numbered(BURST, 3, 2_000);
      client.sendWithCredit(burst);
      Eventually.holds("all arrived", () -> server.arrived() == BURST + 1);
      assertEquals(burst, after(server));
      assertEquals(0, client.unsent());
      assertEquals(Map.of(), client.transport().refused());
    }
  }

  @Test
  default void linksAreKeptApart() throws Exception {
    try (TransportEnd server = end();
        TransportEnd one = end();
        TransportEnd other = end()) {
      connect(one, server);
      connect(other, server);
      connect(one, server);
      assertEquals(3, server.opened().stream().distinct().count());
      assertNotEquals(one.opened().get(0), one.opened().get(1));
      List<Bytes> burst = numbered(500, 4, 100);
      other.sendWithCredit(burst);
      one.sendWithCredit(burst);
      Eventually.holds("all arrived", () -> server.arrived() == 1_003);
      for (int i = 0; i < 3; i++) {
        int expected = i < 2 ? 501 : 1;
        assertEquals(expected, server.frames(server.opened().get(i)).size());
      }
    }
  }

  @Test
  default void closingALinkTellsTheOtherSideAfterWhatWasAccepted() throws Exception {
    try (TransportEnd server = end();
        TransportEnd client = end()) {
      connect(client, server);
      client.send(client.link(), Bytes.utf8("last"));
      client.close(client.link());
      Eventually.holds("the server was told", () -> server.closed().size() == 1);
      assertEquals(List.of(Bytes.utf8("last")), after(server));
    }
  }

  @Test
  default void closingATransportTellsItsPeers() throws Exception {
    try (TransportEnd server = end();
        TransportEnd client = end()) {
      connect(client, server);
      server.transport().closeAll();
      Eventually.holds("the client was told", () -> client.closed().size() == 1);
      connect(client, server);
      server.transport().close();
      Eventually.holds("the client was told", () -> client.closed().size() == 2);
    }
  }

  @Test
  default void framesForLinksThatAreGoneAreDropped() throws Exception {
    try (TransportEnd server = end();
        TransportEnd client = end()) {
      connect(client, server);
      LinkId gone = client.link();
      client.close(gone);
      Eventually.holds("the server was told", () -> server.closed().size() == 1);
      client.send(gone, Bytes.utf8("late"));
      client.send(new LinkId(Long.MAX_VALUE), Bytes.utf8("nowhere"));
      server.send(server.link(), Bytes.utf8("late"));
      client.close(gone);
      assertEquals(0, server.credit(server.link()));
      connect(client, server);
      assertEquals(2, server.arrived());
      assertEquals(0, client.arrived());
    }
  }

  @Test
  default void diallingWhereNobodyIsTellsNothing() throws Exception {
    try (TransportEnd server = end();
        TransportEnd client = end()) {
      client.dial(nobody());
      client.dial("not an address");
      client.dial("");
      connect(client, server);
      assertEquals(1, client.opened().size());
      assertEquals(List.of(), client.closed());
    }
  }
}
