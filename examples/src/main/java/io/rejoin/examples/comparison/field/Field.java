package io.rejoin.examples.comparison.field;

import io.rejoin.examples.comparison.history.Act;
import io.rejoin.examples.comparison.history.Schedule;
import io.rejoin.examples.comparison.history.Shown;
import io.rejoin.examples.comparison.store.Documents;
import io.rejoin.grid.Grid;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A field of use: what people do there, and with what.
 *
 * @param <A> the application, as people at a site use it
 */
public interface Field<A> {

  /** All fields that are compared. */
  static List<Field<?>> all() {
    return List.of(
        new ShopField(), new LogisticsField(), new FinanceField(), new HealthcareField());
  }

  /** The field of a name such as {@code shop}. */
  static Optional<Field<?>> named(String name) {
    return all().stream().filter(field -> field.name().equals(name)).findFirst();
  }

  String name();

  /** What is counted where the limit of this field is broken. */
  String limit();

  /** Draws what people do. */
  List<Act<A>> acts(Schedule schedule, RandomGenerator random);

  /** The application over documents. */
  A over(Documents documents);

  /** The application over the node of one of so many sites. */
  A over(Grid grid, int site, int sites);

  /** Whether a place can hold only one thing, by its nature. */
  boolean isSingle(String place);

  /** All that the application at a site shows. */
  Shown shown(A application);
}
