package io.rejoin.simulator.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
  private final Network network = new Network(world);
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
    network.weather((from, to) -> Weather.wide().with(0.2, 0.2, 0.2));
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
    two.transport.pauseUntil(world.now() + Duration.ofSeconds(5).toNanos());
    one.say("first");
    pass();
    one.say("second");
    pass();
    assertEquals(List.of(), two.heard);
    world.runUntil(world.now() + Duration.ofSeconds(5).toNanos());
    assertEquals(List.of("first", "second"), two.heard);
  }

  @Test
  void aFullLinkHasNoCreditUntilItIsDrained() {
    network.weather((from, to) -> Weather.wide());
    LinkId link = one.links.get(0);
    while (one.transport.credit(link) > 0) {
      one.transport.send(link, Bytes.wrap(new byte[10_000]));
    }
    assertEquals(List.of(), one.heard);
    pass();
    assertEquals(List.of("writable"), one.heard);
    assertEquals(LinkEnd.WINDOW, one.transport.credit(link));
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
