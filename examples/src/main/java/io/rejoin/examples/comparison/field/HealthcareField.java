package io.rejoin.examples.comparison.field;

import io.rejoin.examples.comparison.field.Drawing.Step;
import io.rejoin.examples.comparison.history.Act;
import io.rejoin.examples.comparison.history.Schedule;
import io.rejoin.examples.comparison.history.Shown;
import io.rejoin.examples.comparison.history.Thing;
import io.rejoin.examples.comparison.store.Documents;
import io.rejoin.grid.Grid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Allergies, consents, phone numbers and notes of patients, written at several clinics. */
public final class HealthcareField implements Field<Care> {
  private static final List<String> PATIENTS =
      List.of("patients/ida", "patients/jon", "patients/kim", "patients/lee", "patients/mia");

  @Override
  public String name() {
    return "healthcare";
  }

  @Override
  public String limit() {
    return "consents that held although withdrawn";
  }

  @Override
  public List<Act<Care>> acts(Schedule schedule, RandomGenerator random) {
    Drawing<Care> drawing = new Drawing<>(schedule, random);
    Map<String, List<String>> recorded = new HashMap<>();
    int[] ids = new int[1];
    PATIENTS.forEach(patient -> drawing.first(consent(patient)));
    return drawing
        .mix(25, () -> {
          String patient = drawing.one(PATIENTS);
          String allergy = "allergy-" + ++ids[0];
          recorded.computeIfAbsent(patient, any -> new ArrayList<>()).add(allergy);
          return record(patient, allergy);
        })
        .mix(8, () -> {
          String patient = drawing.one(PATIENTS);
          List<String> known = recorded.getOrDefault(patient, List.of());
          return known.isEmpty() ? look(patient) : retract(patient, drawing.one(known));
        })
        .mix(4, () -> consent(drawing.one(PATIENTS)))
        .mix(4, () -> withdraw(drawing.one(PATIENTS)))
        .mix(15, () -> share(drawing.one(PATIENTS)))
        .mix(12, () -> reach(drawing.one(PATIENTS), "555-" + ++ids[0]))
        .mix(19, () -> note(drawing.one(PATIENTS), "note " + ++ids[0]))
        .mix(13, () -> look(drawing.one(PATIENTS)))
        .every(Duration.ofMillis(300));
  }

  private static Step<Care> record(String patient, String allergy) {
    return Step.change("record " + allergy, PATIENTS.indexOf(patient), (clinic, ledger) -> {
      clinic.record(patient, allergy);
      ledger.put(new Thing(allergiesOf(patient), allergy));
    });
  }

  private static Step<Care> retract(String patient, String allergy) {
    return Step.change("retract " + allergy, PATIENTS.indexOf(patient), (clinic, ledger) -> {
      if (clinic.allergies(patient).contains(allergy)) {
        clinic.retract(patient, allergy);
        ledger.removed(Set.of(new Thing(allergiesOf(patient), allergy)));
      }
    });
  }

  private static Step<Care> consent(String patient) {
    return Step.change("consent of " + patient, PATIENTS.indexOf(patient), (clinic, ledger) -> {
      clinic.consent(patient);
      ledger.given(patient);
    });
  }

  private static Step<Care> withdraw(String patient) {
    return Step.change(
        "withdraw consent of " + patient, PATIENTS.indexOf(patient), (clinic, ledger) -> {
          clinic.withdraw(patient);
          ledger.withdrawn(patient);
        });
  }

  private static Step<Care> share(String patient) {
    return Step.change("share " + patient, PATIENTS.indexOf(patient), (clinic, ledger) -> {
      if (clinic.consents(patient)) {
        ledger.used(patient);
      }
    });
  }

  private static Step<Care> reach(String patient, String phone) {
    return Step.change("phone " + phone, PATIENTS.indexOf(patient), (clinic, ledger) -> {
      Set<Thing> seen = new TreeSet<>();
      addAll(seen, patient + " phone", clinic.phones(patient));
      clinic.reach(patient, phone);
      ledger.removed(seen);
      ledger.put(new Thing(patient + " phone", phone));
    });
  }

  private static Step<Care> note(String patient, String line) {
    return Step.change(line, PATIENTS.indexOf(patient), (clinic, ledger) -> {
      clinic.note(patient, line);
      ledger.put(new Thing(patient + " notes", line));
    });
  }

  private static Step<Care> look(String patient) {
    return Step.look("look at " + patient, PATIENTS.indexOf(patient), (clinic, ledger) -> {
      Set<Thing> shown = new TreeSet<>();
      addAll(shown, allergiesOf(patient), clinic.allergies(patient));
      ledger.looked(allergiesOf(patient), shown);
    });
  }

  private static String allergiesOf(String patient) {
    return patient + " allergies";
  }

  private static void addAll(Set<Thing> things, String place, Set<String> names) {
    names.forEach(name -> things.add(new Thing(place, name)));
  }

  @Override
  public Care over(Documents documents) {
    return new DocumentClinic(documents);
  }

  @Override
  public Care over(Grid grid, int site, int sites) {
    return new GridClinic(grid, site);
  }

  @Override
  public boolean isSingle(String place) {
    return false;
  }

  @Override
  public Shown shown(Care clinic) {
    Set<Thing> things = new TreeSet<>();
    Set<String> consents = new TreeSet<>(PATIENTS);
    consents.removeIf(patient -> !clinic.consents(patient));
    Set<String> open = new TreeSet<>(PATIENTS);
    open.removeIf(patient -> clinic.phones(patient).size() < 2);
    Map<String, Function<String, Set<String>>> parts =
        Map.of(" allergies", clinic::allergies, " phone", clinic::phones, " notes", clinic::notes);
    for (String patient : PATIENTS) {
      parts.forEach((part, read) -> addAll(things, patient + part, read.apply(patient)));
    }
    return new Shown(things, Map.of(), consents, open);
  }
}
