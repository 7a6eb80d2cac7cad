package io.rejoin.examples.healthcare;

import io.rejoin.value.Register;
import io.rejoin.value.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A patient's record as it was at one moment at one site.
 *
 * <p>It is one entry of the grid, a map with a field for each part. So a reader sees one moment of
 * all of it, never half of a merge; a listener is told of the whole before and after; and erasing
 * it is one operation. The price: notes inside a map have no index at hand, so writing into them
 * costs more the longer they are, and {@link PatientFile#MOST_NOTES} keeps them short.
 *
 * @param name empty if nobody has admitted the patient here, or the record was erased
 * @param allergies by substance; never empty lists
 * @param errors allergies that were entered in error
 * @param medication by drug: what holds first, then what was prescribed at the same time and lost
 * @param consents purposes that the patient consents to
 * @param contacts every value that nobody has overruled; more than one: a person must decide
 * @param reviewed pairs of drugs that somebody has found to go together
 */
public record PatientRecord(
    Optional<String> name,
    Map<String, Set<Allergy>> allergies,
    Set<Retraction> errors,
    Map<String, List<Prescription>> medication,
    Set<Purpose> consents,
    Map<Contact, List<String>> contacts,
    String notes,
    Set<String> reviewed) {

  /** Reads it from the fields of a map, which are the same for reading and writing. */
  static PatientRecord read(Values map) {
    Fields fields = new Fields(map);
    return new PatientRecord(
        fields.name().value(),
        fields.allergies().value(),
        fields.errors().value(),
        medication(fields),
        consents(fields),
        contacts(fields),
        fields.notes().value(),
        fields.reviewed().value());
  }

  /** Whether anybody has written anything into it that is still there. */
  public boolean isEmpty() {
    return name.isEmpty()
        && allergies.isEmpty()
        && errors.isEmpty()
        && medication.isEmpty()
        && consents.isEmpty()
        && contacts.values().stream().allMatch(List::isEmpty)
        && notes.isEmpty()
        && reviewed.isEmpty();
  }

  /** Whether it has content, but nobody who admitted the patient: what an erasure did not see. */
  public boolean isRemnant() {
    return name.isEmpty() && !isEmpty();
  }

  /** What is to be taken, of each drug. */
  public List<Prescription> prescriptions() {
    return medication.values().stream()
        .flatMap(all -> all.stream().limit(1))
        .toList();
  }

  private static Map<String, List<Prescription>> medication(Fields fields) {
    Map<String, List<Prescription>> medication = new TreeMap<>();
    for (String drug : fields.medication().value()) {
      Register<Prescription> register = fields.prescription(drug);
      List<Prescription> all = new ArrayList<>();
      register.value().ifPresent(all::add);
      all.addAll(register.losers());
      medication.put(drug, List.copyOf(all));
    }
    return Collections.unmodifiableMap(medication);
  }

  private static Set<Purpose> consents(Fields fields) {
    Set<Purpose> consents = EnumSet.allOf(Purpose.class);
    consents.removeIf(purpose -> !fields.consent(purpose).isEnabled());
    return Collections.unmodifiableSet(consents);
  }

  private static Map<Contact, List<String>> contacts(Fields fields) {
    Map<Contact, List<String>> contacts = new EnumMap<>(Contact.class);
    for (Contact kind : Contact.values()) {
      contacts.put(kind, fields.contact(kind).value());
    }
    return Collections.unmodifiableMap(contacts);
  }
}
