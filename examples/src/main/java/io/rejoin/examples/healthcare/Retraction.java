package io.rejoin.examples.healthcare;

import io.rejoin.Codec;
import java.util.List;

/**
 * That an allergy was entered in error. It stays in the record, so that nobody wonders where the
 * allergy has gone.
 *
 * @param by who says so, and where
 */
public record Retraction(String substance, String why, String by) {
  static final Codec<Retraction> CODEC = new Texts<>(
      3,
      retraction -> List.of(retraction.substance, retraction.why, retraction.by),
      texts -> new Retraction(texts.get(0), texts.get(1), texts.get(2)));

  @Override
  public String toString() {
    return substance + ": " + why + ", " + by;
  }
}
