package io.rejoin.simulator.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.port.LinkId;
import io.rejoin.node.port.TransportListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NetworkTest {
  private final World world = new World(1);
  private final Network network = new Network(world, List.of("one", "two"));
  private final Peer one = new Peer(0, "one:1");
  private final Peer two = new Peer(1, "two:1");

  /** A process that only listens. */
  private final class Peer implements TransportListener {
    final SimTransport transport;
    final List<String> heard = new ArrayList<>();
    final List<LinkId> links = new ArrayList<>();

    Peer(int number, String address) {
      transport = network.attach(number, address);
      transport.listen(this);
    }

    void say(String text) {
      transport.send(links.get(0), Bytes.utf8(text));
    }

    @Override
    public void opened(LinkId link, boolean dialled, String address) {
      links.add(link);
      heard.add("opened " + address);
    }

    @Override
    public void frame(LinkId link, Bytes frame) {
      heard.add(frame.utf8());
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

  @BeforeEach
  void connect() {
    one.transport.dial("two:1");
    pass();
    assertEquals(List.of("opened two:1"), one.heard);
    assertEquals(List.of("opened node 0"), two.heard);
    one.heard.clear();
    two.heard.clear();
  }

  @Test
  void framesArriveInOrder() {
    List<String> said = IntStream.range(0, 100).mapToObj(Integer::toString).toList();
    said.forEach(one::say);
    pass();
    assertEquals(said, two.heard);
  }

  @Test
  void inAStormSomeAreLostSomeComeTwiceAndSomeOutOfOrder() {
    network.wire((from, to) -> Optional.of(LinkProfile.wan().with(0.2, 0.2, 0.2)));
    List<String> said = IntStream.range(0, 300).mapToObj(Integer::toString).toList();
    said.forEach(one::say);
    pass();
    long different = two.heard.stream().distinct().count();
    assertTrue(different > 200 && different < 280, different + " arrived");
    assertTrue(two.heard.size() > different + 20, "some come twice");
    assertTrue(!two.heard.equals(two.heard.stream().sorted().toList()), "some out of order");
  }

  @Test
  void aCutLosesEverythingAndTellsNobodyAndAfterItTheLinkGoesOn() {
    Cut cut = Cut.between(List.of(0), List.of(1));
    network.cut(cut);
    one.say("lost");
    two.say("lost");
    pass();
    assertEquals(List.of(), two.heard);
    network.heal(cut);
    one.say("again");
    pass();
    assertEquals(List.of("again"), two.heard);
    assertEquals(2, network.lost());
  }

  @Test
  void aOneWayCutLetsTheOtherWayPass() {
    network.cut(Cut.oneWay(List.of(0), List.of(1)));
    one.say("lost");
    two.say("heard");
    pass();
    assertEquals(List.of("heard"), one.heard);
    assertEquals(List.of(), two.heard);
  }

  @Test
  void whatIsOnTheWayWhenACutBeginsIsLost() {
    one.say("lost");
    network.cut(Cut.between(List.of(0), List.of(1)));
    pass();
    assertEquals(List.of(), two.heard);
  }

  @Test
  void aCrashIsHeardOfAndALossOfPowerIsNot() {
    network.detach(0, false);
    pass();
    assertEquals(List.of("closed, closed by peer"), two.heard);
    Peer again = new Peer(0, "one:1");
    again.transport.dial("two:1");
    pass();
    two.heard.clear();
    network.detach(0, true);
    pass();
    assertEquals(List.of(), two.heard);
  }

  @Test
  void aResetClosesBothEnds() {
    network.reset(0, 1);
    pass();
    assertEquals(List.of("closed, reset"), one.heard);
    assertEquals(List.of("closed, reset"), two.heard);
  }

  @Test
  void whatIsSaidBeforeClosingArrivesFirst() {
    one.say("bye");
    one.transport.close(one.links.get(0));
    pass();
    assertEquals(List.of("bye", "closed, closed by peer"), two.heard);
    assertEquals(List.of(), one.heard);
  }

  @Test
  void whatHappensDuringAPauseHappensAfterItInOrder() {
    two.transport.pause();
    one.say("first");
    pass();
    one.say("second");
    pass();
    assertEquals(List.of(), two.heard);
    two.transport.resume();
    assertEquals(List.of("first", "second"), two.heard);
  }

  @Test
  void aFullLinkHasNoCreditUntilItIsDrained() {
    network.wire((from, to) -> Optional.of(LinkProfile.wan()));
    LinkId link = one.links.get(0);
    while (one.transport.credit(link) > 0) {
      one.transport.send(link, Bytes.wrap(new byte[10_000]));
    }
    assertEquals(List.of(), one.heard);
    pass();
    assertEquals(List.of("writable"), one.heard);
    assertEquals(LinkProfile.wan().queueBytes(), one.transport.credit(link));
  }

  @Test
  void nobodyIsReachedWhereNobodyListens() {
    one.transport.dial("three:1");
    network.cut(Cut.between(List.of(0), List.of(1)));
    one.transport.dial("two:1");
    pass();
    assertEquals(List.of(), one.heard);
  }

  @Test
  void whereThereIsNoLinkNobodyIsReached() {
    network.wire((from, to) -> Optional.empty());
    one.transport.dial("two:1");
    one.say("lost");
    pass();
    assertEquals(List.of(), one.heard);
    assertEquals(List.of(), two.heard);
  }

  @Test
  void aBridgeHearsBothSides() {
    Cut cut = Cut.apart(List.of(List.of(0), List.of(1), List.of(2, 3)));
    assertTrue(cut.stops(0, 1) && cut.stops(1, 0) && cut.stops(3, 1));
    assertFalse(cut.stops(2, 3) || cut.stops(0, 4) || cut.stops(4, 0) || cut.stops(0, 0));
  }

  @Test
  void severalCutsEndOneByOne() {
    Cut first = Cut.between(List.of(0), List.of(1));
    Cut second = Cut.oneWay(List.of(0), List.of(1));
    network.cut(first);
    network.cut(second);
    network.heal(first);
    assertTrue(network.isCut(0, 1));
    assertFalse(network.isCut(1, 0));
    network.heal(second);
    assertFalse(network.isCut(0, 1));
  }

  @Test
  void weatherSetsInOverOtherWeatherAndGoes() {
    Network.Weather wet = weather(0.5);
    Network.Weather stormy = weather(1);
    network.begin(wet);
    network.begin(stormy);
    one.say("lost");
    pass();
    network.end(stormy);
    IntStream.range(0, 100).forEach(i -> one.say("half"));
    pass();
    assertTrue(two.heard.size() > 30 && two.heard.size() < 70, two.heard.size() + " of 100");
    network.end(wet);
    two.heard.clear();
    one.say("dry");
    pass();
    assertEquals(List.of("dry"), two.heard);
  }

  private static Network.Weather weather(double loss) {
    Cut where = Cut.between(List.of(0), List.of(1));
    return new Network.Weather(where, profile -> profile.with(loss, 0, 0));
  }

  @Test
  void aCorruptedFrameDiffersInOneBit() {
    LinkProfile lan = LinkProfile.lan();
    network.wire((from, to) -> Optional.of(new LinkProfile(
        lan.latency(),
        lan.loss(),
        0,
        0,
        1,
        lan.bytesPerSecond(),
        lan.queueBytes(),
        Optional.empty(),
        Optional.empty())));
    List<Boolean> closed = new ArrayList<>();
    network.tap(new Network.Tap() {
      @Override
      public void corrupted(int from, int to, Bytes frame, boolean noticed) {
        closed.add(noticed);
      }
    });
    one.say("A");
    pass();
    int changed = two.heard.get(0).charAt(0) ^ 'A';
    assertEquals(1, Integer.bitCount(changed & 0xff));
    assertEquals(List.of(false), closed, "this listener does not look");
    assertEquals(1, network.corrupted());
  }

  @Test
  void whoIsSlowHearsLaterAndInOrder() {
    two.transport.slow(Duration.ofMillis(500).toNanos());
    one.say("first");
    world.runUntil(world.now() + Duration.ofMillis(400).toNanos());
    assertEquals(List.of(), two.heard);
    two.transport.slow(0);
    one.say("second");
    pass();
    assertEquals(List.of("first", "second"), two.heard);
  }

  @Test
  void aHandOnTheWireChangesFrames() {
    network.tamper((from, to, frame) -> frame.utf8().equals("drop") ? Optional.empty() : other());
    one.say("drop");
    one.say("anything");
    pass();
    assertEquals(List.of("other"), two.heard);
  }

  private static Optional<Bytes> other() {
    return Optional.of(Bytes.utf8("other"));
  }

  private void pass() {
    world.runUntil(world.now() + Duration.ofSeconds(1).toNanos());
  }
}
