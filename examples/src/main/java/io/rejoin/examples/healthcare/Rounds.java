package io.rejoin.examples.healthcare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Everyday work at sites that do not hear of each other, and a log of it, kept apart from the grid,
 * of what every record must hold in the end.
 */
final class Rounds {
  private final RandomGenerator random;
  private final Map<String, Expected> patients = new LinkedHashMap<>();
  private int edits;

  /** What was written about a patient; each site knows only its own. */
  private static final class Expected {
    private final Map<String, String> reactions = new LinkedHashMap<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private final Map<String, String> phones = new LinkedHashMap<>();
    private final Map<String, Boolean> research = new LinkedHashMap<>();
  }

  Rounds(RandomGenerator random) {
    this.random = random;
  }

  /** Takes in so many patients at a site, before any of the work. */
  void admit(Clinic clinic, int count) {
    for (int i = 0; i < count; i++) {
      String patient = "p-" + (201 + i);
      clinic.file(patient, "reception").admit("Patient " + (201 + i));
      patients.put(patient, new Expected());
    }
  }

  /** Somebody at the site changes something in a record. */
  void edit(Clinic clinic) {
    String patient = List.copyOf(patients.keySet()).get(random.nextInt(patients.size()));
    Expected expected = patients.getOrDefault(patient, new Expected());
    PatientFile file = clinic.file(patient, "staff");
    String mark = clinic.name() + "-" + ++edits;
    switch (random.nextInt(4)) {
      case 0 -> {
        file.recordAllergy("substance " + random.nextInt(9), "rash " + mark);
        expected.reactions.put("rash " + mark, clinic.name());
      }
      case 1 -> {
        file.note("seen, " + mark);
        expected.notes.add("seen, " + mark);
      }
      case 2 -> {
        file.reach(Contact.PHONE, "phone " + mark);
        expected.phones.put(clinic.name(), "phone " + mark);
      }
      default -> {
        boolean given = random.nextInt(3) > 0;
        var unused = given ? file.consent("research") : file.withdraw("research");
        expected.research.put(clinic.name(), given);
      }
    }
  }

  int edits() {
    return edits;
  }

  /** Whether a site has heard of everybody who was admitted. */
  boolean knowsAll(Clinic clinic) {
    return patients.keySet().stream()
        .allMatch(patient -> clinic.file(patient, "auditor").read().name().isPresent());
  }

  /** What is wrong with the records as a site shows them, when all is joined. */
  List<String> complaints(Clinic clinic) {
    List<String> complaints = new ArrayList<>();
    patients.forEach((patient, expected) -> {
      PatientRecord record = clinic.file(patient, "auditor").read();
      for (String what : wrong(expected, record)) {
        complaints.add("%s at %s: %s".formatted(patient, clinic.name(), what));
      }
    });
    return complaints;
  }

  private static List<String> wrong(Expected expected, PatientRecord record) {
    List<String> wrong = new ArrayList<>();
    Set<String> reactions = new TreeSet<>();
    record.allergies().values().forEach(all -> all.forEach(each -> reactions.add(each.reaction())));
    if (!reactions.equals(expected.reactions.keySet())) {
      wrong.add("allergies are %s, not %s".formatted(reactions, expected.reactions.keySet()));
    }
    expected.notes.stream()
        .filter(note -> record.notes().lines().noneMatch(line -> line.endsWith(note)))
        .forEach(note -> wrong.add("no note '%s'".formatted(note)));
    Set<String> phones = new TreeSet<>(expected.phones.values());
    if (!phones.equals(new TreeSet<>(record.contacts().getOrDefault(Contact.PHONE, List.of())))) {
      wrong.add("phones are %s, not %s".formatted(record.contacts().get(Contact.PHONE), phones));
    }
    boolean given = !expected.research.isEmpty() && !expected.research.containsValue(false);
    if (record.consents().contains(Purpose.RESEARCH) != given) {
      wrong.add("consent to research is %s".formatted(!given));
    }
    return wrong;
  }

  /** Allergies from elsewhere that a site's audit trail does not tell of. */
  List<String> unaudited(Clinic clinic) {
    String joined = String.join(
        "\n",
        clinic.audit().lines().stream()
            .filter(line -> line.kind() == AuditLine.Kind.JOINED)
            .map(AuditLine::what)
            .toList());
    List<String> missing = new ArrayList<>();
    patients.forEach((patient, expected) -> expected.reactions.forEach((reaction, site) -> {
      if (!site.equals(clinic.name()) && !joined.contains("(" + reaction + ")")) {
        missing.add("%s: %s is not in the audit trail of %s"
            .formatted(patient, reaction, clinic.name()));
      }
    }));
    return missing;
  }
}
