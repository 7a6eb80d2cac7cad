package io.rejoin.examples.healthcare;

import io.rejoin.Codec;
import java.util.ArrayList;
import java.util.List;

/**
 * A drug that a patient takes.
 *
 * @param dose as {@link Dose} writes it
 * @param by who has prescribed it, and where
 * @param knew what else was on the list that the prescriber saw, each as {@link #label}
 */
public record Prescription(String drug, String dose, String by, List<String> knew) {
  static final Codec<Prescription> CODEC =
      new Texts<>(3, Prescription::texts, Prescription::of);

  public Prescription {
    knew = List.copyOf(knew);
  }

  private List<String> texts() {
    List<String> texts = new ArrayList<>(List.of(drug, dose, by));
    texts.addAll(knew);
    return texts;
  }

  private static Prescription of(List<String> texts) {
    return new Prescription(
        texts.get(0), texts.get(1), texts.get(2), texts.subList(3, texts.size()));
  }

  /** Drug and dose. */
  public String label() {
    return drug + " " + dose;
  }

  /** Whether one of the two was prescribed by somebody who saw the other, with its dose. */
  boolean knows(Prescription other) {
    return knew.contains(other.label()) || other.knew.contains(label());
  }

  @Override
  public String toString() {
    return label() + ", " + by;
  }
}
