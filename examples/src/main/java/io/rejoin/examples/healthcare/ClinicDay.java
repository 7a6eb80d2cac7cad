package io.rejoin.examples.healthcare;

import io.rejoin.examples.local.LocalGrid;
import io.rejoin.examples.local.Patience;
import io.rejoin.examples.terminal.Style;
import io.rejoin.examples.terminal.Timeline;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/** A day at three clinics and in an ambulance, all cut off from each other for a while. */
final class ClinicDay implements AutoCloseable {
  static final String NORTHGATE = "northgate";
  static final String HARBOUR = "harbour";
  static final String WESTFIELD = "westfield";
  static final String AMBULANCE = "ambulance-7";
  static final List<String> SITES = List.of(NORTHGATE, HARBOUR, WESTFIELD, AMBULANCE);

  private static final String AUDITOR = "auditor";
  private static final String ADA = "p-101";
  private static final String BEN = "p-102";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration QUIET = Duration.ofSeconds(1);

  private final LocalGrid grid;
  private final Timeline timeline;
  private final Map<String, Clinic> clinics = new LinkedHashMap<>();
  private final Rounds rounds;
  private final Outcome outcome = new Outcome();
  private int told;

  ClinicDay(LocalGrid grid, Timeline timeline, long seed) {
    this.grid = grid;
    this.timeline = timeline;
    rounds = new Rounds(new SplittableRandom(seed));
    SITES.forEach(site -> clinics.put(site, new Clinic(grid.at(site), site, InstantSource.system())));
  }

  /**
   * Plays it.
   *
   * @param patients others than those that are told of
   * @param edits of them at each site during the cut
   */
  Outcome play(int patients, int edits) throws InterruptedException {
    morning(patients);
    grid.cut(SITES);
    event(Style.YELLOW, "cut", "no site reaches another; everyone goes on");
    apart();
    refusals();
    for (int i = 0; i < edits * SITES.size(); i++) {
      rounds.edit(at(SITES.get(i % SITES.size())));
    }
    event(
        Style.BOLD,
        "apart",
        "%d edits of %d other patients at all four sites".formatted(rounds.edits(), patients));
    outcome.edits(told + rounds.edits());
    Map<String, Integer> lines = new LinkedHashMap<>();
    clinics.forEach((site, clinic) -> lines.put(site, clinic.audit().lines().size()));
    grid.heal();
    outcome.healed(grid.converge(PATIENCE));
    event(
        Style.GREEN,
        "heal",
        outcome
            .healed()
            .map(time -> "all four sites are equal after %d ms".formatted(time.toMillis()))
            .orElse("the sites are not equal after %s".formatted(PATIENCE)));
    joined();
    trails(lines);
    decided();
    erasedAgain();
    audited();
    return outcome;
  }

  private void morning(int patients) throws InterruptedException {
    PatientFile ada = ada(NORTHGATE, "Dr. Voss");
    ada.admit("Ada Brandt");
    ada.recordAllergy("latex", "rash");
    ada.recordAllergy("pollen", "hay fever");
    ada.prescribe("metformin", "500 mg 2x daily");
    ada.consent("sharing");
    ada.consent("research");
    ada.reach(Contact.PHONE, "555-0100");
    ada.reach(Contact.ADDRESS, "4 Mill Lane");
    ada.note("Check-up, blood sugar 7.9.");
    at(HARBOUR).file(BEN, "reception").admit("Ben Okafor");
    rounds.admit(at(WESTFIELD), patients);
    PatientRecord record = ada.read();
    boolean equal = everywhere(site -> ada(site, AUDITOR).read().equals(record)
        && at(site).file(BEN, AUDITOR).read().name().isPresent()
        && rounds.knowsAll(at(site)));
    outcome.promise("all sites are equal before the cut", equal, "they are not, in time");
    event(Style.BOLD, "morning", "Ada Brandt's record, the same at " + String.join(", ", SITES));
    show(record);
  }

  /** Waits until something is so at all sites. */
  private static boolean everywhere(Predicate<String> site) throws InterruptedException {
    return Patience.await(PATIENCE, () -> SITES.stream().allMatch(site));
  }

  private void apart() {
    PatientFile ambulance = ada(AMBULANCE, "J. Osei");
    PatientFile northgate = ada(NORTHGATE, "Dr. Voss");
    PatientFile harbour = ada(HARBOUR, "Dr. Lund");
    PatientFile westfield = ada(WESTFIELD, "Dr. Sato");
    did(AMBULANCE, "finds an allergy", () -> ambulance.recordAllergy("penicillin", "shock"));
    did(AMBULANCE, "gives morphine", () -> ambulance.prescribe("morphine", "10 mg"));
    did(AMBULANCE, "writes down the daughter's number", () ->
        ambulance.reach(Contact.PHONE, "555-0177 (daughter)"));
    did(AMBULANCE, "writes a note", () -> ambulance.note("Fall at home, wrist splinted."));
    did(NORTHGATE, "raises metformin", () -> northgate.prescribe("metformin", "850 mg 2x daily"));
    did(NORTHGATE, "is told that research may not use the data", () ->
        northgate.withdraw("research"));
    did(NORTHGATE, "hears of a new number", () -> northgate.reach(Contact.PHONE, "555-0142"));
    did(NORTHGATE, "writes into a note", () ->
        northgate.noteAfter("blood sugar 7.9.", "Fasting: yes."));
    did(HARBOUR, "prescribes penicillin for a cough", () ->
        harbour.prescribe("penicillin", "500 mg 3x daily"));
    did(HARBOUR, "takes two wrong allergies away", () -> {
      harbour.retractAllergy("pollen", "meant for p-110");
      harbour.retractAllergy("latex", "meant for p-110");
    });
    did(HARBOUR, "has the consent to research signed again", () -> harbour.consent("research"));
    did(HARBOUR, "writes into the same note", () ->
        harbour.noteAfter("blood sugar 7.9.", "Ask again in May."));
    did(WESTFIELD, "tests for latex: positive", () ->
        westfield.recordAllergy("latex", "swelling, tested"));
    did(WESTFIELD, "raises metformin too", () ->
        westfield.prescribe("metformin", "1000 mg 2x daily"));
    at(NORTHGATE).file(BEN, "reception").erase("the patient asked for it");
    at(AMBULANCE).file(BEN, "J. Osei").note("Drove him home.");
    told += 2;
    timeline.more("%-12s erases Ben Okafor's record; the ambulance writes into it"
        .formatted(NORTHGATE));
  }

  private void did(String site, String what, Runnable edit) {
    edit.run();
    told++;
    timeline.more("%-12s %s".formatted(site, what));
  }

  private void refusals() {
    PatientRecord before = ada(AMBULANCE, "J. Osei").read();
    event(Style.BOLD, "refused", "what cannot be written, as the ambulance is told:");
    List<Runnable> wrong = List.of(
        () -> ada(AMBULANCE, "J. Osei").prescribe("penicillin", "500 mg"),
        () -> ada(AMBULANCE, "J. Osei").prescribe("morphine", "50000 mg"),
        () -> ada(AMBULANCE, "J. Osei").recordAllergy(" ", "rash"),
        () -> ada(AMBULANCE, "J. Osei").consent("advertising"));
    int refused = 0;
    for (Runnable each : wrong) {
      try {
        each.run();
      } catch (IllegalArgumentException wrongInput) {
        timeline.more(String.valueOf(wrongInput.getMessage()));
        refused++;
      }
    }
    outcome.promise(
        "wrong input is refused and changes nothing",
        refused == wrong.size() && ada(AMBULANCE, "J. Osei").read().equals(before),
        "%d of %d were refused".formatted(refused, wrong.size()));
  }

  private void joined() {
    PatientRecord record = ada(AMBULANCE, "J. Osei").read();
    event(Style.BOLD, "joined", "the same record at all four sites:");
    show(record);
    Set<String> substances = record.allergies().keySet();
    outcome.promise(
        "no allergy is lost, one found again outlives a retraction, a wrong one is gone",
        substances.equals(Set.of("latex", "penicillin")),
        "allergies are " + substances);
    outcome.promise(
        "a withdrawal wins over a consent that had not seen it",
        record.consents().equals(Set.of(Purpose.SHARING)),
        "consents are " + record.consents());
    List<String> phones = record.contacts().getOrDefault(Contact.PHONE, List.of());
    outcome.promise(
        "both phone numbers are shown to a person",
        Set.copyOf(phones).equals(Set.of("555-0142", "555-0177 (daughter)")),
        "phones are " + phones);
    outcome.promise(
        "every note is there",
        List.of("Fasting: yes.", "Ask again in May.", "wrist splinted.").stream()
            .allMatch(record.notes()::contains),
        "notes are " + record.notes());
    outcome.promise(
        "one dose holds, and the other is shown",
        record.medication().getOrDefault("metformin", List.of()).size() == 2,
        "medication is " + record.medication());
    outcome.promise(
        "drugs that were prescribed apart, or against an allergy, are pointed out",
        MedicationCheck.unseenPairs(record).size() == 3
            && MedicationCheck.againstAllergies(record).size() == 1,
        "medication is " + record.medication());
    clinics.values().forEach(clinic -> outcome.promise(
        "every record is at every site what was written", rounds.complaints(clinic)));
  }

  private void decided() throws InterruptedException {
    PatientFile harbour = ada(HARBOUR, "Dr. Lund");
    List<String> shown = harbour.read().contacts().getOrDefault(Contact.PHONE, List.of());
    harbour.decide(Contact.PHONE, shown, "555-0177 (daughter)");
    harbour.stop("penicillin", "allergic, found in the ambulance");
    harbour.prescribe("metformin", "850 mg 2x daily");
    harbour.reviewMedication();
    PatientRecord record = harbour.read();
    boolean equal = everywhere(site -> ada(site, AUDITOR).read().equals(record));
    event(Style.BOLD, "decided", "Dr. Lund at harbour has looked at every '!'; at all four sites:");
    show(ada(AMBULANCE, "J. Osei").read());
    List<String> open = RecordPage.of(ADA, ada(AMBULANCE, AUDITOR).read()).stream()
        .filter(line -> line.startsWith(RecordPage.LOOK))
        .toList();
    outcome.promise(
        "a decision that saw both holds everywhere",
        equal && shown.size() == 2 && open.isEmpty(),
        "still open: " + open);
  }

  private void erasedAgain() throws InterruptedException {
    PatientFile ben = at(NORTHGATE).file(BEN, "reception");
    event(Style.BOLD, "erased", "of Ben Okafor what the erasure had not seen is left:");
    PatientRecord left = ben.read();
    show(BEN, left);
    boolean remnant = left.isRemnant() && left.notes().contains("Drove him home.");
    ben.erase("the patient asked for it");
    boolean gone = everywhere(site -> at(site).file(BEN, AUDITOR).read().isEmpty());
    timeline.more(gone ? "erased again, and gone at all four sites" : "which is still there");
    outcome.promise(
        "an erasure takes what it saw, a second one the rest",
        remnant && gone,
        "of Ben Okafor's record was left: " + left.notes());
  }

  private void audited() throws InterruptedException {
    Patience.await(PATIENCE, () -> unaudited().isEmpty());
    boolean equal = grid.converge(PATIENCE).isPresent();
    long lines = auditLines();
    Thread.sleep(QUIET.toMillis());
    outcome.audited(lines);
    outcome.promise("each audit trail tells of all that came in", unaudited());
    outcome.promise(
        "audit trails stop growing when the edits stop",
        equal && auditLines() == lines && grid.isConverged(),
        "%d lines, then %d".formatted(lines, auditLines()));
  }

  /** What each site wrote down when the others' edits came in. */
  private void trails(Map<String, Integer> before) throws InterruptedException {
    Patience.await(PATIENCE, () -> unaudited().isEmpty());
    for (Clinic clinic : clinics.values()) {
      event(Style.BOLD, "audit", clinic.name() + " on what it joined with its own of Ada Brandt");
      clinic.audit().lines().stream()
          .skip(before.getOrDefault(clinic.name(), 0))
          .filter(line -> line.kind() == AuditLine.Kind.JOINED && line.patient().equals(ADA))
          .flatMap(line -> RecordPage.wrapped(line.when().substring(11, 19) + "  ", line.what()))
          .forEach(timeline::more);
    }
  }

  private List<String> unaudited() {
    List<String> missing = new ArrayList<>();
    clinics.values().forEach(clinic -> missing.addAll(rounds.unaudited(clinic)));
    return missing;
  }

  private long auditLines() {
    return clinics.values().stream()
        .mapToLong(clinic -> clinic.audit().lines().size())
        .sum();
  }

  private void show(PatientRecord record) {
    show(ADA, record);
  }

  private void show(String patient, PatientRecord record) {
    RecordPage.of(patient, record).forEach(timeline::more);
  }

  private void event(Style style, String what, String detail) {
    timeline.event(style, what, detail);
  }

  private Clinic at(String site) {
    Clinic clinic = clinics.get(site);
    if (clinic == null) {
      throw new IllegalArgumentException("no clinic at '" + site + "'");
    }
    return clinic;
  }

  private PatientFile ada(String site, String who) {
    return at(site).file(ADA, who);
  }

  @Override
  public void close() {
    clinics.values().forEach(Clinic::close);
  }
}
