package io.rejoin.examples.comparison;

import io.rejoin.examples.comparison.field.Field;
import io.rejoin.examples.comparison.history.History;
import io.rejoin.examples.comparison.history.Score;

/** Something that keeps the data of several sites. */
interface Contender {
  String name();

  /** Carries out a history, and has it judged. */
  <A> Score play(Field<A> field, History<A> history, long seed);
}
