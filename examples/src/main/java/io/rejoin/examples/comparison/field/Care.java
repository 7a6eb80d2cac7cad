package io.rejoin.examples.comparison.field;

import java.util.Set;

/** Patients' records. */
interface Care {
  void record(String patient, String allergy);

  /** Takes an allergy away that was entered in error. */
  void retract(String patient, String allergy);

  Set<String> allergies(String patient);

  void consent(String patient);

  void withdraw(String patient);

  boolean consents(String patient);

  /** Writes a phone number over those that show. */
  void reach(String patient, String phone);

  /** More than one: a person must decide. */
  Set<String> phones(String patient);

  /** Adds a line to the notes. */
  void note(String patient, String line);

  Set<String> notes(String patient);
}
