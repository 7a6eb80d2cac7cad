package io.rejoin.examples.comparison.field;

import java.util.List;

/** All fields that are compared. */
public final class Fields {
  private Fields() {}

  public static List<Field<?>> all() {
    return List.of(
        new ShopField(), new LogisticsField(), new FinanceField(), new HealthcareField());
  }
}
