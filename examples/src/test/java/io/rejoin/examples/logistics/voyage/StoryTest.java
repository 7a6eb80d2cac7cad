package io.rejoin.examples.logistics.voyage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.examples.logistics.Depot;
import io.rejoin.examples.logistics.WrongChoices;
import io.rejoin.grid.Grid;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The three days, an hour of which lasts seconds here. */
class StoryTest {
  @TempDir
  private Path folder;

  private Outcome play(long seed, Function<Grid, Depot> kind) {
    Path here = folder.resolve("seed-" + seed);
    assertTrue(here.toFile().mkdirs() || !here.resolve("x").toFile().exists());
    try (Story story = new Story(Plan.quick(), seed, kind, here, beat -> {})) {
      return story.play();
    }
  }

  @Test
  void everyPromiseHoldsAndTheShipsNewsComes() {
    Outcome outcome = play(1, Depot::new);
    assertTrue(outcome.isGood(), outcome.promises().toString());
    assertEquals(5, outcome.promises().size());
    assertTrue(outcome.promises().stream().allMatch(promise -> promise.looked() > 5));
    assertEquals(6, outcome.done().size());
    assertTrue(outcome.done().values().stream().allMatch(done -> done > 40), "all worked");
    assertEquals(3, outcome.meetings().size());
    assertTrue(outcome.meetings().stream()
        .allMatch(each -> each.operations() > 50
            && each.took().orElseThrow().compareTo(Duration.ofSeconds(30)) < 0));
  }

  @Test
  void bundlesBringNewsToAndFromAShipWithoutALink() {
    List<Mail> mails = play(2, Depot::new).mails();
    assertEquals(2, mails.size());
    assertEquals("albatross", mails.get(0).to());
    assertEquals("albatross", mails.get(1).from());
    assertTrue(mails.stream().allMatch(mail -> mail.operations() > 10), mails.toString());
  }

  @Test
  void aSiteLacksMoreAndMoreUntilItMeetsOthers() {
    Outcome outcome = play(3, Depot::new);
    List<Lag.Step> petrel = outcome.curves().getOrDefault("petrel", List.of());
    assertEquals(0, petrel.get(petrel.size() - 1).lacks());
    Plan plan = outcome.plan();
    int before = at(outcome, petrel, plan.ship("petrel").departs());
    int half = at(outcome, petrel, 30);
    int end = at(outcome, petrel, plan.ship("petrel").arrives());
    assertTrue(before < 5 && half > 100 && end > half, before + " " + half + " " + end);
  }

  private static int at(Outcome outcome, List<Lag.Step> curve, double hour) {
    return curve.stream()
        .filter(step -> outcome.hour(step.time()) <= hour)
        .reduce((one, other) -> other)
        .orElseThrow()
        .lacks();
  }

  @Test
  void theStoryTellsWhatBecameOfEveryConflict() {
    String told =
        String.join("\n", play(4, Depot::new).beats().stream().map(Beat::text).toList());
    assertTrue(told.contains("which is inside it: take that out first"), told);
    assertTrue(told.contains("the violin is in singapore-box-2 in singapore"), told);
    assertTrue(told.contains("tea is on the petrel's manifest, the engine is not on"), told);
    assertTrue(told.contains("satellite, read at rotterdam; also reported: 6.00 N"), told);
    assertTrue(told.contains("radio, heard at singapore"), told);
  }

  @Test
  void aSeedIsTheSameStoryEachTime() {
    Outcome one = play(5, Depot::new);
    folder = folder.resolve("again");
    Outcome other = play(5, Depot::new);
    assertEquals(one.beats(), other.beats());
    assertEquals(one.curves(), other.curves());
    assertEquals(one.meetings(), other.meetings());
    assertEquals(one.mails(), other.mails());
  }

  @Test
  void aManifestAsOneValueBreaksAPromise() {
    Outcome outcome = play(6, WrongChoices::manifestAsOneValue);
    assertFalse(outcome.isGood());
    assertEquals(
        List.of(
            "what was booked and struck by nobody who saw it is on the manifest, at every site"),
        outcome.promises().stream()
            .filter(promise -> !promise.isKept())
            .map(Promise::what)
            .toList());
  }

  @Test
  void aHolderPerThingBreaksAPromise() {
    Outcome outcome = play(7, WrongChoices::holderPerThing);
    List<String> broken = outcome.promises().get(1).broken();
    assertTrue(
        broken.stream().anyMatch(text -> text.startsWith("pallet is in 0 places")),
        () -> broken.toString());
  }

  @Test
  void timesAreDaysAndHours() {
    assertEquals("day 1 00:00", Beat.when(0));
    assertEquals("day 2 11:30", new Beat(35.5, "x").when());
    assertEquals("day 3 00:00", Beat.when(47.9999));
  }
}
