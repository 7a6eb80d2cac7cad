package io.rejoin.examples.finance;

import java.util.Locale;

/** Amounts for people. */
final class Money {
  private static final int CENTS = 100;

  private Money() {}

  /** Such as {@code 1,234.50}. */
  static String text(long cents) {
    long whole = Math.abs(cents / CENTS);
    long rest = Math.abs(cents % CENTS);
    return (cents < 0 ? "-" : "") + String.format(Locale.ROOT, "%,d.%02d", whole, rest);
  }
}
