package io.rejoin.examples.comparison.history;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.examples.comparison.history.Act.Deed;
import io.rejoin.examples.comparison.history.Act.Kind;
import io.rejoin.examples.comparison.history.Schedule.Phase;
import io.rejoin.examples.comparison.history.Score.Measure;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each error that the judge is there for is found, and none where there is none. */
class JudgeTest {
  private static final Thing TEA = new Thing("cart", "tea");
  private static final Thing MILK = new Thing("cart", "milk");
  private static final List<List<Integer>> WHOLE = List.of(List.of(0, 1));
  private static final Schedule APART = new Schedule(
      2,
      List.of(
          new Phase(Duration.ZERO, List.of(List.of(0), List.of(1))),
          new Phase(ofSeconds(10), WHOLE)),
      ofSeconds(60));

  private final Ledger ledger = new Ledger();

  @Test
  void whatIsAsItWasSaidIsNoError() {
    ledger.put(TEA);
    ledger.put(MILK);
    ledger.removed(Set.of(MILK));
    ledger.came("stock", "a", 3);
    ledger.went("stock", "b", 2);
    Score score = judged(shown(Map.of("stock", 1L), TEA), shown(Map.of("stock", 1L), TEA));
    assertTrue(score.keepsPromises(), score::toString);
    assertEquals(0, score.of(Measure.OVERRULED));
    assertEquals(1, score.of(Measure.FIGURES));
  }

  @Test
  void aThingThatIsMissingAtOneSiteIsLost() {
    ledger.put(TEA);
    ledger.put(MILK);
    Score score = judged(shown(TEA, MILK), shown(TEA));
    assertEquals(1, score.of(Measure.LOST));
    assertEquals(1, score.of(Measure.DIFFERENT));
    assertFalse(score.keepsPromises());
    assertEquals(2, judged(shown(), shown()).of(Measure.LOST));
  }

  @Test
  void aThingThatSomebodySawAndRemovedIsResurrected() {
    ledger.put(TEA);
    ledger.removed(Set.of(TEA));
    Score score = judged(shown(TEA), shown(TEA));
    assertEquals(1, score.of(Measure.RESURRECTED), "once, though at both sites");
    assertEquals(0, score.of(Measure.LOST));
    assertFalse(score.keepsPromises());
  }

  @Test
  void aThingThatNobodyPutIsStrange() {
    Score score = judged(shown(TEA), shown(TEA));
    assertEquals(1, score.of(Measure.STRANGE));
    assertFalse(score.keepsPromises());
  }

  @Test
  void whereOneCanBeTheOtherIsOverruledButNotBothLost() {
    Thing left = new Thing("single", "left");
    Thing right = new Thing("single", "right");
    ledger.put(left);
    ledger.put(right);
    Score one = judged(shown(left), shown(left));
    assertEquals(1, one.of(Measure.OVERRULED));
    assertEquals(0, one.of(Measure.LOST));
    assertTrue(one.keepsPromises());
    assertEquals(2, judged(shown(), shown()).of(Measure.LOST));
    assertEquals(1, judged(shown(left, right), shown(left)).of(Measure.BROKEN));
  }

  @Test
  void whatGoesOutBeyondWhatCameInBreaksTheLimit() {
    ledger.came("stock", "a", 3);
    ledger.went("stock", "b", 2);
    ledger.went("stock", "c", 2);
    ledger.went("stock", "d", 1);
    Score score = judged(shown(Map.of("stock", -2L)), shown(Map.of("stock", 0L)));
    assertEquals(2, score.of(Measure.BROKEN));
    assertEquals(1, score.of(Measure.WRONG_FIGURES));
    assertFalse(score.keepsPromises());
  }

  @Test
  void theSameIdCountsOnceAndIsSaidToBeDoneTwice() {
    ledger.came("a", "deposit", 5);
    ledger.went("a", "order", 5);
    ledger.went("a", "order", 5);
    ledger.came("b", "order", 5);
    ledger.came("b", "order", 5);
    ledger.went("b", "spent", 10);
    Shown right = shown(Map.of("a", 0L, "b", -5L));
    Score score = judged(right, right);
    assertEquals(1, score.of(Measure.TWICE));
    assertEquals(0, score.of(Measure.BROKEN), "it had come to b, if only by mistake");
    assertEquals(0, score.of(Measure.WRONG_FIGURES));
    Shown open = new Shown(Set.of(), Map.of("a", -5L, "b", 0L), Set.of(), Set.of("a"));
    assertEquals(1, judged(open, open).of(Measure.WRONG_FIGURES), "of a, a person has been told");
    assertEquals(1, judged(open, open).of(Measure.OPEN));
  }

  @Test
  void aRefusalCountsWhereThereWasEnough() {
    ledger.came("stock", "a", 1);
    ledger.denied("stock", 1);
    ledger.went("stock", "b", 1);
    ledger.denied("stock", 1);
    act(0, 1, Kind.CHANGE, (any, same) -> {
      throw new NoMajority();
    });
    act(0, 1, Kind.LOOK, (any, same) -> {
      throw new NoMajority();
    });
    Score score = judged(shown(Map.of("stock", 0L)), shown(Map.of("stock", 0L)));
    assertEquals(1, score.of(Measure.REFUSED_HERE));
    assertEquals(1, score.of(Measure.REFUSED_NO_MAJORITY));
    assertEquals(1, score.of(Measure.LOOKS_REFUSED));
    assertEquals(1, score.of(Measure.ACTS));
    assertEquals(1, score.of(Measure.LOOKS));
  }

  @Test
  void aLookIsStaleIfItDoesNotShowWhatWasAcknowledged() {
    ledger.put(TEA);
    ledger.looked("cart", Set.of(TEA));
    ledger.looked("cart", Set.of());
    ledger.removed(Set.of(TEA));
    ledger.looked("cart", Set.of(TEA));
    ledger.came("stock", "a", 1);
    ledger.looked("stock", 1);
    ledger.looked("stock", 0);
    assertEquals(3, judged(shown(), shown()).of(Measure.STALE));
  }

  @Test
  void aWithdrawalHoldsUntilSomebodyConsentsWhoCouldKnowOfIt() {
    act(0, 1, Kind.CHANGE, (any, same) -> same.given("data"));
    act(0, 2, Kind.CHANGE, (any, same) -> same.withdrawn("data"));
    act(1, 5, Kind.CHANGE, (any, same) -> same.given("data"));
    assertEquals(1, judged(consenting(), consenting()).of(Measure.BROKEN));
    act(1, 9, Kind.CHANGE, (any, same) -> same.used("data"));
    act(1, 14, Kind.CHANGE, (any, same) -> same.used("data"));
    assertEquals(0, judged(shown(), shown()).of(Measure.BROKEN), "it could not know in time");
    act(1, 16, Kind.CHANGE, (any, same) -> same.used("data"));
    assertEquals(1, judged(shown(), shown()).of(Measure.BROKEN), "six seconds after the heal");
    act(1, 17, Kind.CHANGE, (any, same) -> same.given("data"));
    assertEquals(1, judged(consenting(), consenting()).of(Measure.BROKEN));
  }

  private void act(int site, int second, Kind kind, Deed<String> deed) {
    ledger.perform(new Act<>(ofSeconds(second), site, "", kind, deed), () -> "");
  }

  private Score judged(Shown... sites) {
    return new Judge(ledger, APART, "single"::equals, Arrays.asList(sites)).score();
  }

  private static Shown shown(Thing... things) {
    return shown(Map.of(), things);
  }

  private static Shown shown(Map<String, Long> figures, Thing... things) {
    return new Shown(Stream.of(things).collect(Collectors.toSet()), figures, Set.of(), Set.of());
  }

  private static Shown consenting() {
    return new Shown(Set.of(), Map.of(), Set.of("data"), Set.of());
  }
}
