package io.rejoin.simulator.maelstrom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.core.link.Ticks;
import io.rejoin.node.port.LinkId;
import io.rejoin.node.port.TransportListener;
import io.rejoin.server.json.InvalidJson;
import io.rejoin.simulator.maelstrom.Parcel.Word;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Connections out of messages that are lost, doubled and overtaken. */
class LineTransportTest {
  private final Ticks ticks = new Ticks();
  private final End one = new End("one", ticks);
  private final End two = new End("two", ticks);

  @Test
  void aDialThatArrivesOpensBothEnds() {
    one.transport.dial("two");
    exchange();
    assertEquals(List.of("opened to two, dialled"), one.heard);
    assertEquals(List.of("opened to one"), two.heard);
  }

  @Test
  void overtakenAndDoubledFramesComeInOrderAndOnce() {
    connect();
    for (int i = 0; i < 5; i++) {
      one.send("frame " + i);
    }
    List<Parcel> shuffled = new ArrayList<>(one.takeOut());
    shuffled.addAll(List.copyOf(shuffled));
    Collections.reverse(shuffled);
    shuffled.forEach(parcel -> two.arrived("one", parcel));
    assertEquals(List.of("frame 0", "frame 1", "frame 2", "frame 3", "frame 4"), two.heard);
  }

  @Test
  void aCloseWaitsForTheFramesBeforeIt() {
    connect();
    one.send("last words");
    one.transport.close(one.link);
    List<Parcel> parcels = one.takeOut();
    two.arrived("one", parcels.get(1));
    assertEquals(List.of(), two.heard);
    two.arrived("one", parcels.get(0));
    assertEquals(List.of("last words", "closed: closed by peer"), two.heard);
    assertEquals(List.of(), two.takeOut());
  }

  @Test
  void whatStaysMissingEndsTheConnectionOnBothSides() {
    connect();
    one.send("lost");
    one.takeOut();
    one.send("behind it");
    exchange();
    pass(Channel.PATIENCE);
    two.transport.tick(two);
    assertEquals(List.of(), two.heard);
    pass(Duration.ofMillis(1));
    two.transport.tick(two);
    exchange();
    assertEquals(List.of("closed: something was lost on the way"), two.heard);
    assertEquals(List.of("closed: reset by peer"), one.heard);
  }

  @Test
  void aFloodOfEarlyFramesEndsTheConnection() {
    connect();
    one.send("lost");
    one.takeOut();
    one.transport.send(one.link, Bytes.wrap(new byte[Channel.MAX_EARLY_BYTES + 1]));
    exchange();
    two.transport.tick(two);
    assertEquals(List.of("closed: something was lost on the way"), two.heard);
  }

  @Test
  void aLostAcceptLeavesNothingBehind() {
    one.transport.dial("two");
    Parcel dial = one.takeOut().get(0);
    two.arrived("one", dial);
    Parcel accept = two.takeOut().get(0);
    pass(LineTransport.DIAL_PATIENCE.plusMillis(1));
    one.transport.tick(one);
    one.arrived("two", accept);
    exchange();
    assertEquals(List.of(), one.heard);
    assertEquals(List.of("opened to one", "closed: reset by peer"), two.heard);
  }

  @Test
  void aDoubledDialOrAcceptOpensNothingTwice() {
    one.transport.dial("two");
    Parcel dial = one.takeOut().get(0);
    two.arrived("one", dial);
    two.arrived("one", dial);
    Parcel accept = two.takeOut().get(0);
    one.arrived("two", accept);
    one.arrived("two", accept);
    exchange();
    assertEquals(1, one.heard.size());
    assertEquals(1, two.heard.size());
  }

  @Test
  void nobodyElseSpeaksOnAConnection() {
    connect();
    two.arrived("three", Parcel.frame(one.name(), 0, Bytes.utf8("forged")));
    two.arrived("three", Parcel.word(Word.RESET, one.name()));
    one.send("true");
    exchange();
    assertEquals(List.of("true"), two.heard);
  }

  @Test
  void framesOfAForgottenConnectionAreReset() {
    connect();
    two.transport.close(two.link);
    two.takeOut();
    one.send("to nobody");
    exchange();
    assertEquals(List.of("closed: reset by peer"), one.heard);
  }

  @Test
  void parcelsAreWhatTheyWereAfterTheJourney() throws InvalidJson {
    for (Parcel parcel : List.of(
        Parcel.word(Word.DIAL, "x"),
        Parcel.frame("x", 7, Bytes.utf8("\u0000\u00ff")),
        Parcel.end("x", 8))) {
      assertEquals(parcel, Parcel.read(parcel.body()));
    }
  }

  private void connect() {
    one.transport.dial("two");
    exchange();
    one.heard.clear();
    two.heard.clear();
  }

  private void exchange() {
    while (!one.out.isEmpty() || !two.out.isEmpty()) {
      one.takeOut().forEach(parcel -> two.arrived("one", parcel));
      two.takeOut().forEach(parcel -> one.arrived("two", parcel));
    }
  }

  private void pass(Duration time) {
    ticks.advance(0);
    ticks.advance(ticks.now() + time.toNanos());
  }

  /** A transport and what its core would hear. */
  private static final class End implements TransportListener {
    final List<Parcel> out = new ArrayList<>();
    final List<String> heard = new ArrayList<>();
    final LineTransport transport;
    LinkId link = new LinkId(0);

    End(String name, Ticks ticks) {
      transport = new LineTransport(name, ticks, (to, parcel) -> out.add(parcel));
    }

    String name() {
      return "one-1";
    }

    void send(String frame) {
      assertTrue(transport.credit(link) > 0);
      transport.send(link, Bytes.utf8(frame));
    }

    List<Parcel> takeOut() {
      List<Parcel> taken = List.copyOf(out);
      out.clear();
      return taken;
    }

    void arrived(String from, Parcel parcel) {
      transport.arrived(from, parcel, this);
    }

    @Override
    public void opened(LinkId opened, boolean dialled, String address) {
      link = opened;
      heard.add("opened to " + address + (dialled ? ", dialled" : ""));
    }

    @Override
    public void frame(LinkId on, Bytes frame) {
      heard.add(frame.utf8());
    }

    @Override
    public void closed(LinkId closed, String reason) {
      heard.add("closed: " + reason);
    }

    @Override
    public void writable(LinkId writable) {
      heard.add("writable");
    }
  }
}
