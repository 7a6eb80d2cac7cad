package io.rejoin.examples.healthcare;

import java.util.Locale;

/** Ways to reach a patient. */
public enum Contact {
  PHONE,
  ADDRESS,
  NEXT_OF_KIN;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
