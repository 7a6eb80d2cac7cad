package io.rejoin.examples.healthcare;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a record here became when others' changes were joined with it, in words. */
final class Differences {
  private final PatientRecord before;
  private final PatientRecord after;
  private final List<String> lines = new ArrayList<>();

  private Differences(PatientRecord before, PatientRecord after) {
    this.before = before;
    this.after = after;
  }

  /** One line for each value that differs, in the order of the record. */
  static List<String> between(PatientRecord before, PatientRecord after) {
    Differences differences = new Differences(before, after);
    differences.compare();
    return List.copyOf(differences.lines);
  }

  private void compare() {
    if (after.isEmpty() && !before.isEmpty()) {
      lines.add("record erased elsewhere: nothing is left here");
      return;
    }
    if (!before.name().equals(after.name())) {
      lines.add("name: %s here, now %s"
          .formatted(before.name().orElse("none"), after.name().orElse("none")));
    }
    allergies();
    in(after.errors(), before.errors()).forEach(error -> lines.add("entered in error: " + error));
    medication();
    consents();
    for (Contact kind : Contact.values()) {
      contact(kind, values(before, kind), values(after, kind));
    }
    lines.addAll(NoteChanges.between(before.notes(), after.notes()));
    in(after.reviewed(), before.reviewed()).forEach(pair -> lines.add("reviewed: " + pair));
  }

  private void allergies() {
    Set<Allergy> here = all(before);
    Set<Allergy> now = all(after);
    in(now, here).forEach(allergy -> lines.add("allergy added: " + allergy));
    in(here, now).forEach(allergy -> lines.add("allergy gone, retracted: " + allergy));
  }

  private static Set<Allergy> all(PatientRecord record) {
    Set<Allergy> all = new LinkedHashSet<>();
    record.allergies().values().forEach(all::addAll);
    return all;
  }

  private void medication() {
    Set<String> drugs = new TreeSet<>(before.medication().keySet());
    drugs.addAll(after.medication().keySet());
    for (String drug : drugs) {
      List<Prescription> here = before.medication().getOrDefault(drug, List.of());
      List<Prescription> now = after.medication().getOrDefault(drug, List.of());
      if (!here.equals(now)) {
        lines.add("%s: %s here, now %s".formatted(drug, doses(here), doses(now)));
      }
    }
  }

  private static String doses(List<Prescription> all) {
    if (all.isEmpty()) {
      return "not on the list";
    }
    String holds = all.get(0).dose() + " (" + all.get(0).by() + ")";
    List<String> lost = all.stream()
        .skip(1)
        .map(each -> each.dose() + " (" + each.by() + ")")
        .toList();
    return lost.isEmpty() ? holds : holds + ", which overrules " + String.join(" and ", lost);
  }

  private void consents() {
    in(after.consents(), before.consents())
        .forEach(to -> lines.add("consent to " + to + ": not given here, now given"));
    in(before.consents(), after.consents())
        .forEach(to -> lines.add("consent to " + to + ": given here, now withdrawn"));
  }

  private static List<String> values(PatientRecord record, Contact kind) {
    return record.contacts().getOrDefault(kind, List.of());
  }

  private void contact(Contact kind, List<String> here, List<String> now) {
    if (!here.equals(now)) {
      String then = now.size() > 1 ? ": a person must decide" : "";
      lines.add("%s: %s here, now %s%s".formatted(kind, either(here), either(now), then));
    }
  }

  static String either(List<String> values) {
    return values.isEmpty() ? "none" : String.join(" or ", values);
  }

  /** What is in the first and not in the second. */
  private static <T> Set<T> in(Collection<T> these, Collection<T> those) {
    Set<T> more = new LinkedHashSet<>(these);
    more.removeAll(those);
    return more;
  }

  /** A text, or the first so many characters of it and how many there are. */
  static String brief(String text, int most) {
    int length = text.codePointCount(0, text.length());
    return length <= most
        ? text
        : "%s ... (%d characters)".formatted(text.substring(0, text.offsetByCodePoints(0, most)), length);
  }
}
