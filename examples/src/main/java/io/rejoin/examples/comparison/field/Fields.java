package io.rejoin.examples.comparison.field;

import java.util.List;
import java.util.Optional;

/** All fields that are compared. */
public final class Fields {
  private Fields() {}

  public static List<Field<?>> all() {
    return List.of(
        new ShopField(), new LogisticsField(), new FinanceField(), new HealthcareField());
  }

  /** The field of a name such as {@code shop}. */
  public static Optional<Field<?>> named(String name) {
    return all().stream().filter(field -> field.name().equals(name)).findFirst();
  }
}
