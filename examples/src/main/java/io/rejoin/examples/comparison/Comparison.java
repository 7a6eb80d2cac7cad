package io.rejoin.examples.comparison;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.examples.comparison.field.Field;
import io.rejoin.examples.comparison.history.History;
import io.rejoin.examples.comparison.history.Schedule;
import io.rejoin.examples.comparison.history.Score;
import io.rejoin.examples.comparison.history.Score.Measure;
import io.rejoin.examples.comparison.store.LastWriterWins;
import io.rejoin.examples.comparison.store.LastWriterWins.Unit;
import io.rejoin.examples.comparison.store.MajorityQuorum;
import io.rejoin.simulator.scenario.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * A field, and what each contender made of the same histories.
 *
 * @param scores in the order of {@link #contenders}
 */
record Comparison<A>(Field<A> field, Seeds seeds, List<Score> scores) {

  /** Those who are compared, the grid last. */
  static List<Contender> contenders() {
    return List.of(
        new OverDocuments("LWW documents", cuts -> new LastWriterWins(Unit.DOCUMENT, cuts)),
        new OverDocuments("LWW cells", cuts -> new LastWriterWins(Unit.CELL, cuts)),
        new OverDocuments("quorum", MajorityQuorum::new),
        new OverGrid());
  }

  static <A> Comparison<A> of(Field<A> field, Seeds seeds) {
    List<Score> scores = new ArrayList<>();
    for (Contender contender : contenders()) {
      scores.add(LongStream.rangeClosed(seeds.from(), seeds.to())
          .parallel()
          .mapToObj(seed -> contender.play(field, history(field, seed), seed))
          .reduce(Score.NONE, Score::and));
    }
    return new Comparison<>(field, seeds, List.copyOf(scores));
  }

  /** The same for a seed, whoever carries it out. */
  static <A> History<A> history(Field<A> field, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Schedule schedule = Schedule.draw(random);
    return new History<>(schedule, field.acts(schedule, random));
  }

  /** The numbers by contender and measure. */
  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < scores.size(); i++) {
      String name = contenders().get(i).name().toLowerCase(Locale.ROOT);
      ObjectNode node = json.putObject(name.replaceAll("\\W+", "_"));
      for (Measure measure : Measure.values()) {
        node.put(measure.name().toLowerCase(Locale.ROOT), scores.get(i).of(measure));
      }
    }
    return json;
  }

  /** What the grid made of them. */
  Score grid() {
    return scores.get(scores.size() - 1);
  }
}
