package io.rejoin.examples.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.examples.comparison.field.Field;
import io.rejoin.examples.comparison.history.History;
import io.rejoin.examples.comparison.history.Schedule;
import io.rejoin.examples.comparison.history.Schedule.Phase;
import io.rejoin.examples.comparison.history.Score;
import io.rejoin.examples.comparison.history.Score.Measure;
import io.rejoin.examples.comparison.store.Documents;
import io.rejoin.examples.comparison.store.MajorityQuorum;
import io.rejoin.examples.comparison.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The judge of real histories finds what a store does wrong that says that it did right. */
class SeededErrorsTest {
  private static final Schedule WHOLE = new Schedule(
      3, List.of(new Phase(Duration.ZERO, List.of(List.of(0, 1, 2)))), Duration.ofSeconds(60));

  /** Acknowledges some writes without doing them. */
  private record Forgetful(Store store, Which which) implements Store {
    interface Which {
      boolean isForgotten(String key, Map<String, String> before, Map<String, String> after);
    }

    @Override
    public Documents at(int site, Duration now) {
      Documents documents = store.at(site, now);
      return new Documents() {
        @Override
        public SortedMap<String, String> read(String key) {
          return documents.read(key);
        }

        @Override
        public void write(String key, SortedMap<String, String> document) {
          if (!which.isForgotten(key, read(key), document)) {
            documents.write(key, document);
          }
        }
      };
    }
  }

  @Test
  void aStoreThatDoesAsItSaysHasNoErrors() {
    for (Field<?> field : Field.all()) {
      Score score = play(field, MajorityQuorum::new);
      assertTrue(score.keepsPromises(), field.name() + score);
      assertEquals(0, score.of(Measure.STALE), field.name());
      assertTrue(score.of(Measure.ACTS) > 100, field.name());
    }
  }

  @Test
  void whatIsNotWrittenIsLost() {
    for (Field<?> field : Field.all()) {
      int[] writes = new int[1];
      Score score = play(
          field,
          schedule -> new Forgetful(
              new MajorityQuorum(schedule), (key, before, after) -> ++writes[0] % 10 == 0));
      assertTrue(score.of(Measure.LOST) > 0, field.name() + score);
      assertFalse(score.keepsPromises());
    }
  }

  @Test
  void whatIsNotTakenAwayIsResurrected() {
    for (String name : List.of("shop", "logistics", "healthcare")) {
      Field<?> field = Field.named(name).orElseThrow();
      Score score = play(
          field,
          schedule -> new Forgetful(
              new MajorityQuorum(schedule), (key, before, after) -> after.size() < before.size()));
      assertTrue(score.of(Measure.RESURRECTED) > 0, name + score);
      assertFalse(score.keepsPromises());
    }
  }

  @Test
  void piecesAndMoneyThatAreNotBookedAreGivenOutTwice() {
    for (String name : List.of("shop", "finance")) {
      Field<?> field = Field.named(name).orElseThrow();
      Score score = play(
          field,
          schedule -> new Forgetful(
              new MajorityQuorum(schedule),
              (key, before, after) -> figure(after) < figure(before)));
      assertTrue(score.of(Measure.BROKEN) > 0, name + score);
      assertTrue(score.of(Measure.WRONG_FIGURES) > 0, name + score);
    }
  }

  @Test
  void aWithdrawalThatIsNotWrittenBreaksConsent() {
    Score score = play(
        Field.named("healthcare").orElseThrow(),
        schedule -> new Forgetful(
            new MajorityQuorum(schedule),
            (key, before, after) -> "no".equals(after.get("consent"))));
    assertTrue(score.of(Measure.BROKEN) > 0, score::toString);
  }

  @Test
  void sitesThatNeverAgreeAreFound() {
    for (Field<?> field : Field.all()) {
      Score score = play(field, schedule -> {
        List<Store> own = List.of(
            new MajorityQuorum(schedule),
            new MajorityQuorum(schedule),
            new MajorityQuorum(schedule));
        return (site, now) -> own.get(site).at(site, now);
      });
      assertEquals(2, score.of(Measure.DIFFERENT), field.name());
      assertFalse(score.keepsPromises());
    }
  }

  private static long figure(Map<String, String> cells) {
    return Long.parseLong(cells.getOrDefault("pieces", cells.getOrDefault("balance", "0")));
  }

  private static <A> Score play(Field<A> field, Function<Schedule, Store> kind) {
    History<A> history = new History<>(WHOLE, field.acts(WHOLE, new SplittableRandom(1)));
    return new OverDocuments("store", kind).play(field, history, 1);
  }
}
