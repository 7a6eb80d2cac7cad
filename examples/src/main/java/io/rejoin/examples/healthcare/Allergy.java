package io.rejoin.examples.healthcare;

import io.rejoin.Codec;
import java.util.List;

/**
 * That somebody has found a patient to be allergic to something. Two people may find the same: both
 * findings are kept, and each is retracted by itself.
 *
 * @param reaction what it does to the patient
 * @param by who has found it, and where
 */
public record Allergy(String substance, String reaction, String by) {
  static final Codec<Allergy> CODEC = new Texts<>(
      3,
      allergy -> List.of(allergy.substance, allergy.reaction, allergy.by),
      texts -> new Allergy(texts.get(0), texts.get(1), texts.get(2)));

  @Override
  public String toString() {
    return substance + " (" + reaction + "), " + by;
  }
}
