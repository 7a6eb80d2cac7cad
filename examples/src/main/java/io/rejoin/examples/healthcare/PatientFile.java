package io.rejoin.examples.healthcare;

import io.rejoin.Receipt;
import io.rejoin.grid.Grid;
import io.rejoin.value.ReplicatedMap;
import io.rejoin.value.ReplicatedText;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A patient's record in the hands of somebody at a site. Everything works at once, whomever the
 * site can reach; a receipt can be asked who else has it.
 *
 * <p>Methods throw {@link IllegalArgumentException} for what cannot be written and say why; nothing
 * has changed then.
 */
public final class PatientFile {
  static final String BUCKET = "patients/";
  static final int MOST_NOTE = 2_000;
  static final int MOST_NOTES = 50_000;

  private final ReplicatedMap map;
  private final Fields fields;
  private final Clinic clinic;
  private final String patient;
  private final String by;

  PatientFile(Grid grid, Clinic clinic, String patient, String who) {
    this.clinic = clinic;
    this.patient = Input.id("a patient's id", patient);
    this.by = Input.words("who writes", who) + ", " + clinic.name();
    this.map = grid.map(BUCKET + patient);
    this.fields = new Fields(map);
  }

  /** The whole record, of this moment. */
  public PatientRecord read() {
    return map.as(PatientRecord::read).value();
  }

  /** Takes a patient in, or corrects the name. */
  public Receipt admit(String name) {
    String words = Input.words("the name", name);
    return written(fields.name().set(words), "name: " + words);
  }

  /** Writes down an allergy. It stays until somebody who has seen it retracts it. */
  public Receipt recordAllergy(String substance, String reaction) {
    String what = Input.name("the substance of an allergy", substance);
    Allergy allergy = new Allergy(what, Input.words("the reaction", reaction), by);
    return written(fields.allergies().put(what, allergy), "allergy recorded: " + allergy);
  }

  /**
   * Takes an allergy away that was entered in error, as far as it is seen here. What somebody else
   * finds at the same time stays.
   */
  public Receipt retractAllergy(String substance, String why) {
    String what = Input.name("the substance of an allergy", substance);
    Retraction retraction = new Retraction(what, Input.words("the reason", why), by);
    if (fields.allergies().get(what).isEmpty()) {
      throw new IllegalArgumentException(
          "%s has no allergy to '%s' on record here; nothing was changed".formatted(patient, what));
    }
    // The reason first: if the process dies in between, an allergy is left too many, not too few.
    fields.errors().add(retraction);
    return written(fields.allergies().removeAll(what), "allergy retracted: " + retraction);
  }

  /** Puts a drug on the list, or changes its dose. */
  public Receipt prescribe(String drug, String dose) {
    String what = Input.name("the drug", drug);
    String measured = Dose.parse(dose).toString();
    PatientRecord seen = read();
    Set<Allergy> allergies = seen.allergies().getOrDefault(what, Set.of());
    if (!allergies.isEmpty()) {
      throw new IllegalArgumentException("%s is allergic to %s: %s; nothing was changed"
          .formatted(patient, what, allergies.iterator().next()));
    }
    List<String> knew = seen.prescriptions().stream()
        .filter(other -> !other.drug().equals(what))
        .map(Prescription::label)
        .toList();
    Prescription prescription = new Prescription(what, measured, by, knew);
    return written(fields.prescription(what).set(prescription), "prescribed: " + prescription);
  }

  /** Takes a drug off the list. A dose that somebody else changes at the same time stays. */
  public Receipt stop(String drug, String why) {
    String what = Input.name("the drug", drug);
    String reason = Input.words("the reason", why);
    if (fields.prescription(what).value().isEmpty()) {
      throw new IllegalArgumentException(
          "%s does not take '%s', as far as is known here; nothing was changed"
              .formatted(patient, what));
    }
    return written(fields.medication().remove(what), "stopped: " + what + ", " + reason);
  }

  /** Says that the drugs on the list go together, as far as is seen here. */
  public void reviewMedication() {
    for (String pair : MedicationCheck.unseenPairs(read())) {
      written(fields.reviewed().add(pair), "reviewed: " + pair);
    }
  }

  /** The patient consents, unless a withdrawal that was not known here says no. */
  public Receipt consent(String purpose) {
    Purpose to = Purpose.of(purpose);
    return written(fields.consent(to).enable(), "consent to " + to + " given");
  }

  /** The patient does not consent, whatever is said elsewhere at the same time. */
  public Receipt withdraw(String purpose) {
    Purpose to = Purpose.of(purpose);
    return written(fields.consent(to).disable(), "consent to " + to + " withdrawn");
  }

  /** Writes how to reach the patient, over all that is shown here. */
  public Receipt reach(Contact kind, String value) {
    String words = Input.words("the " + kind, value);
    return written(fields.contact(kind).set(words), kind + ": " + words);
  }

  /**
   * Decides which of several values is right, or writes another one in their place.
   *
   * @param shown what the person had seen who decided
   * @throws IllegalStateException if by now it shows something else; nothing was changed
   */
  public Receipt decide(Contact kind, List<String> shown, String decision) {
    String words = Input.words("the " + kind, decision);
    List<String> now = fields.contact(kind).value();
    if (!now.equals(shown)) {
      throw new IllegalStateException("%s was %s and is %s now: look again; nothing was changed"
          .formatted(kind, shown, now));
    }
    return written(fields.contact(kind).set(words), kind + " decided: " + words + " of " + now);
  }

  /** Writes a line at the end of the notes, with time and name. */
  public Receipt note(String text) {
    String words = Input.line("the note", text, MOST_NOTE);
    ReplicatedText notes = notes(words.length());
    return written(
        notes.append("%s %s: %s\n".formatted(clinic.time(), by, words)), "note: " + words);
  }

  /** Writes something into the notes, behind a passage of them. */
  public Receipt noteAfter(String passage, String text) {
    String words = Input.line("the note", text, MOST_NOTE);
    ReplicatedText notes = notes(words.length());
    String all = notes.value();
    int at = all.indexOf(passage);
    if (passage.isEmpty() || at < 0) {
      throw new IllegalArgumentException(
          "the notes have no passage '%s'; nothing was changed".formatted(Differences.brief(passage, 80)));
    }
    int index = all.codePointCount(0, at + passage.length());
    return written(notes.insert(index, " " + words), "note, behind \"%s\": %s".formatted(Differences.brief(passage, 80), words));
  }

  private ReplicatedText notes(int more) {
    ReplicatedText notes = fields.notes();
    if (notes.length() + more > MOST_NOTES) {
      throw new IllegalArgumentException(String.format(
          Locale.ROOT,
          "the notes have %,d characters and would have more than %,d; nothing was changed",
          notes.length(),
          MOST_NOTES));
    }
    return notes;
  }

  /**
   * Removes the whole record, as far as it is seen here. What somebody else writes at the same time
   * stays, as a remnant without a name, to be erased again; audit trails keep their lines.
   */
  public Receipt erase(String why) {
    String reason = Input.words("the reason", why);
    return written(map.erase(), "record erased: " + reason);
  }

  private Receipt written(Receipt receipt, String what) {
    clinic.audit().write(AuditLine.Kind.EDITED, by, patient, what);
    return receipt;
  }
}
