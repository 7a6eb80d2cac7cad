package io.rejoin.simulator.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.simulator.world.LinkProfile.Flap;
import io.rejoin.simulator.world.LinkProfile.Handover;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinkProfileTest {
  private static final Duration MILLI = Duration.ofMillis(1);
  private static final LinkProfile PLAIN =
      LinkProfile.of(Distribution.constant(Duration.ofMillis(10)), 1_000_000);

  private final Wire wire = new Wire(1);

  @Test
  void theShareThatIsSaidIsLost() {
    wire.like(PLAIN.with(0.1, 0, 0)).chatter(5_000, MILLI);
    int arrived = wire.two.heard.size();
    assertTrue(arrived > 4_400 && arrived < 4_600, arrived + " of 5000 arrived");
  }

  @Test
  void gilbertLosesInBurstsThatDoNotDependOnTraffic() {
    Loss bursts = new Loss.Gilbert(0, 1, 0.2, 2);
    wire.like(losing(bursts)).chatter(20_000, Duration.ofMillis(10));
    Wire quiet = new Wire(1).like(losing(bursts));
    quiet.chatter(2_000, Duration.ofMillis(100));

    double share = 1 - wire.two.heard.size() / 20_000.0;
    assertTrue(share > 0.04 && share < 0.18, "about one of eleven seconds is bad: " + share);
    List<Long> bad = gaps(wire.two.times, 200);
    List<Long> seen = gaps(quiet.two.times, 200);
    assertTrue(bad.size() > 10, "in bursts");
    assertEquals(
        bad.size(), seen.size(), bad.size() * 0.3, "the same bursts, seen by fewer frames");
  }

  private static LinkProfile losing(Loss loss) {
    return new LinkProfile(
        PLAIN.latency(), loss, 0, 0, 0, 1_000_000, 1 << 18, Optional.empty(), Optional.empty());
  }

  private static List<Long> gaps(List<Long> times, long least) {
    List<Long> gaps = new ArrayList<>();
    for (int i = 1; i < times.size(); i++) {
      if (times.get(i) - times.get(i - 1) > least) {
        gaps.add(times.get(i - 1));
      }
    }
    return gaps;
  }

  @Test
  void framesWaitForTheirTurnOnTheLine() {
    wire.like(PLAIN);
    long start = wire.world.now() / 1_000_000;
    for (int i = 0; i < 5; i++) {
      wire.one.say(100_000);
    }
    wire.pass(Duration.ofSeconds(2));
    assertEquals(
        List.of(start + 110, start + 210, start + 310, start + 410, start + 510), wire.two.times);
  }

  @Test
  void theQueueIsWhatMayWait() {
    wire.like(PLAIN);
    wire.one.say(200_000);
    long credit = wire.one.transport.credit(wire.one.links.get(0));
    assertEquals(PLAIN.queueBytes() - 200_000, credit);
    wire.one.say(100_000);
    assertTrue(wire.one.transport.credit(wire.one.links.get(0)) < 0);
    wire.pass(Duration.ofSeconds(1));
    assertEquals(List.of("writable"), wire.one.heard);
  }

  @Test
  void aHandoverSlowsAndLosesAroundFixedTimes() {
    Handover handover =
        new Handover(Duration.ofSeconds(15), Duration.ofMillis(140), 0.5, Duration.ofMillis(500));
    wire.like(new LinkProfile(
        PLAIN.latency(),
        Loss.constant(0),
        0,
        0,
        0,
        1_000_000,
        1 << 18,
        Optional.of(handover),
        Optional.empty()));
    wire.chatter(6_000, Duration.ofMillis(10));
    int lost = 6_000 - wire.two.heard.size();
    assertTrue(lost > 50 && lost < 150, "half of 50 frames at four handovers: " + lost);
  }

  @Test
  void aLinkThatFlapsIsDownForItsShareOfTheTime() {
    double second = 1e9;
    Flap flap = new Flap(Distribution.constant(second), Distribution.constant(3 * second));
    wire.like(new LinkProfile(
        PLAIN.latency(),
        Loss.constant(0),
        0,
        0,
        0,
        1_000_000,
        1 << 18,
        Optional.empty(),
        Optional.of(flap)));
    wire.chatter(4_000, Duration.ofMillis(10));
    int arrived = wire.two.heard.size();
    assertTrue(arrived > 2_900 && arrived < 3_100, "three of four: " + arrived);
    assertEquals(10, gaps(wire.two.times, 900).size(), 1);
  }

  @Test
  void whatOthersSayShiftsNoCoin() {
    LinkProfile rough = LinkProfile.wan().with(0.2, 0.1, 0.1);
    Wire alone = new Wire(9).like(rough);
    alone.chatter(300, MILLI);
    Wire among = new Wire(9).like(rough);
    among.three.transport.dial("two:1");
    among.pass(Duration.ZERO);
    among.chatter(300, MILLI);
    assertEquals(alone.two.heard, among.two.heard);
    assertEquals(alone.two.times, among.two.times);
    assertNotEquals(alone.two.heard, heard(10, rough), "another seed");
  }

  private static List<String> heard(long seed, LinkProfile profile) {
    Wire wire = new Wire(seed).like(profile);
    wire.chatter(300, MILLI);
    return wire.two.heard;
  }
}
