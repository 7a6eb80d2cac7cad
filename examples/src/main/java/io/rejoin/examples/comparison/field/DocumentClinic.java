package io.rejoin.examples.comparison.field;

import io.rejoin.examples.comparison.store.Documents;
import java.util.Set;
import java.util.TreeSet;

/** A document for each patient; notes are one text in one cell. */
record DocumentClinic(Documents documents) implements Care {
  private static final String ALLERGY = "allergy/";
  private static final String CONSENT = "consent";
  private static final String PHONE = "phone";
  private static final String NOTES = "notes";

  @Override
  public void record(String patient, String allergy) {
    documents.change(patient, cells -> cells.put(ALLERGY + allergy, "recorded"));
  }

  @Override
  public void retract(String patient, String allergy) {
    documents.change(patient, cells -> cells.remove(ALLERGY + allergy));
  }

  @Override
  public Set<String> allergies(String patient) {
    return Cells.under(documents.read(patient), ALLERGY).keySet();
  }

  @Override
  public void consent(String patient) {
    documents.change(patient, cells -> cells.put(CONSENT, "yes"));
  }

  @Override
  public void withdraw(String patient) {
    documents.change(patient, cells -> cells.put(CONSENT, "no"));
  }

  @Override
  public boolean consents(String patient) {
    return "yes".equals(documents.read(patient).get(CONSENT));
  }

  @Override
  public void reach(String patient, String phone) {
    documents.change(patient, cells -> cells.put(PHONE, phone));
  }

  @Override
  public Set<String> phones(String patient) {
    return new TreeSet<>(Cells.under(documents.read(patient), PHONE).values());
  }

  @Override
  public void note(String patient, String line) {
    documents.change(patient, cells -> cells.merge(NOTES, line + "\n", String::concat));
  }

  @Override
  public Set<String> notes(String patient) {
    Set<String> lines = new TreeSet<>();
    documents.read(patient).getOrDefault(NOTES, "").lines().forEach(lines::add);
    return lines;
  }
}
