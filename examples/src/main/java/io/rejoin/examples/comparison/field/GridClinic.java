package io.rejoin.examples.comparison.field;

import io.rejoin.examples.healthcare.Clinic;
import io.rejoin.examples.healthcare.Contact;
import io.rejoin.examples.healthcare.PatientFile;
import io.rejoin.examples.healthcare.Purpose;
import io.rejoin.grid.Grid;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The clinic of the healthcare example. */
final class GridClinic implements Care {
  private static final String PURPOSE = Purpose.RESEARCH.toString();
  private static final String BEFORE_TEXT = ": ";

  private final Clinic clinic;

  GridClinic(Grid grid, int site) {
    clinic = new Clinic(grid, "clinic-" + (site + 1), InstantSource.fixed(Instant.EPOCH));
  }

  private PatientFile file(String patient) {
    return clinic.file(Places.name(patient), "staff");
  }

  @Override
  public void record(String patient, String allergy) {
    file(patient).recordAllergy(allergy, "rash");
  }

  @Override
  public void retract(String patient, String allergy) {
    file(patient).retractAllergy(allergy, "entered in error");
  }

  @Override
  public Set<String> allergies(String patient) {
    return file(patient).read().allergies().keySet();
  }

  @Override
  public void consent(String patient) {
    file(patient).consent(PURPOSE);
  }

  @Override
  public void withdraw(String patient) {
    file(patient).withdraw(PURPOSE);
  }

  @Override
  public boolean consents(String patient) {
    return file(patient).read().consents().contains(Purpose.RESEARCH);
  }

  @Override
  public void reach(String patient, String phone) {
    file(patient).reach(Contact.PHONE, phone);
  }

  @Override
  public Set<String> phones(String patient) {
    return new TreeSet<>(file(patient).read().contacts().getOrDefault(Contact.PHONE, List.of()));
  }

  @Override
  public void note(String patient, String line) {
    file(patient).note(line);
  }

  /** Lines without time and name. */
  @Override
  public Set<String> notes(String patient) {
    Set<String> lines = new TreeSet<>();
    file(patient)
        .read()
        .notes()
        .lines()
        .map(line -> line.substring(line.lastIndexOf(BEFORE_TEXT) + BEFORE_TEXT.length()))
        .forEach(lines::add);
    return lines;
  }
}
