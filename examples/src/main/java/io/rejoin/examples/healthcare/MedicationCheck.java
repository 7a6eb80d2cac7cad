package io.rejoin.examples.healthcare;

import java.util.ArrayList;
import java.util.List;

/**
 * What somebody should look at in a list of medication that was written at several sites. Nobody
 * who prescribes while cut off can be warned of what is prescribed elsewhere: the warning comes
 * when the lists are joined, and is the same at every site.
 */
final class MedicationCheck {
  private MedicationCheck() {}

  /**
   * Pairs of drugs that were prescribed without knowledge of each other, and that nobody has
   * reviewed since, each as both labels.
   */
  static List<String> unseenPairs(PatientRecord record) {
    List<Prescription> all = record.prescriptions();
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      for (int j = i + 1; j < all.size(); j++) {
        String pair = all.get(i).label() + " with " + all.get(j).label();
        if (!all.get(i).knows(all.get(j)) && !record.reviewed().contains(pair)) {
          pairs.add(pair);
        }
      }
    }
    return List.copyOf(pairs);
  }

  /** Drugs that the patient is allergic to, prescribed where that was not known. */
  static List<Prescription> againstAllergies(PatientRecord record) {
    return record.prescriptions().stream()
        .filter(prescription -> record.allergies().containsKey(prescription.drug()))
        .toList();
  }
}
