package io.rejoin.examples.healthcare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A record as a page for a person; an exclamation mark is where one should look. */
final class RecordPage {
  private static final int WIDTH = 84;
  private static final String ROW = "%-3s%-12s %-12s %s";
  private static final String HERE = "";

  /** What a line begins with that needs a person. */
  static final String LOOK = "!";

  private final List<String> lines = new ArrayList<>();

  private RecordPage() {}

  static List<String> of(String patient, PatientRecord record) {
    RecordPage page = new RecordPage();
    page.print(patient, record);
    return List.copyOf(page.lines);
  }

  private void print(String patient, PatientRecord record) {
    lines.add(patient + "  " + record.name().orElse("(nobody has admitted this patient)"));
    record.allergies().values().stream()
        .flatMap(Collection::stream)
        .forEach(each -> row(HERE, "allergy", each.substance(), each.reaction(), each.by()));
    for (Prescription each : MedicationCheck.againstAllergies(record)) {
      row(LOOK, "", "", each.drug() + " is prescribed, where the allergy was not known", each.by());
    }
    record
        .errors()
        .forEach(each -> row(HERE, "no allergy", each.substance(), each.why(), each.by()));
    record.medication().values().forEach(this::medicine);
    MedicationCheck.unseenPairs(record)
        .forEach(pair -> row(LOOK, "", "", pair + ": prescribed without knowledge of each other"));
    row(
        HERE,
        "consent",
        "",
        Arrays.stream(Purpose.values())
            .map(to -> to + (record.consents().contains(to) ? " yes" : " no"))
            .collect(Collectors.joining(", ")));
    record.contacts().forEach((kind, values) -> contact(kind.toString(), values));
    record.notes().lines().forEach(line -> row(HERE, "note", "", line));
  }

  private void medicine(List<Prescription> all) {
    for (int i = 0; i < all.size(); i++) {
      Prescription each = all.get(i);
      if (i == 0) {
        row(HERE, "takes", each.drug(), each.dose(), each.by());
      } else {
        row(LOOK, "", "", "at the same time: " + each.dose(), each.by());
      }
    }
  }

  private void contact(String kind, List<String> values) {
    if (!values.isEmpty()) {
      row(HERE, kind, "", values.get(0));
      values.stream().skip(1).forEach(other -> row(LOOK, "", "", "or " + other));
    }
  }

  private void row(String mark, String part, String name, String text, String by) {
    row(mark, part, name, text + "  [" + by + "]");
  }

  private void row(String mark, String part, String name, String text) {
    wrapped(ROW.formatted(mark, part, name, ""), text).forEach(lines::add);
  }

  /** A text in lines, the first with something before it, the others as far to the right. */
  static Stream<String> wrapped(String before, String text) {
    List<String> lines = new ArrayList<>();
    String begin = before;
    String rest = text;
    while (begin.length() + rest.length() > WIDTH) {
      int space = rest.lastIndexOf(' ', WIDTH - begin.length());
      if (space <= 0) {
        break;
      }
      lines.add(begin + rest.substring(0, space));
      rest = rest.substring(space + 1);
      begin = " ".repeat(before.length());
    }
    lines.add(begin + rest);
    return lines.stream();
  }
}
