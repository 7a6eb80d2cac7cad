package io.rejoin.examples.healthcare;

import io.rejoin.Receipt;
import io.rejoin.SessionToken;
import io.rejoin.crdt.causal.Dot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What was written about a patient, by whom, and what they had seen; and so what must be shown. */
final class Journal {
  private final Map<String, String> found = new TreeMap<>();
  private final Set<String> retracted = new HashSet<>();
  private final Map<String, String> phones = new TreeMap<>();
  private final Set<String> overruled = new HashSet<>();
  private final Map<String, String> notes = new TreeMap<>();
  private final List<Statement> statements = new ArrayList<>();

  /** A consent or a withdrawal. */
  record Statement(boolean given, SessionToken token, List<Dot> written, Set<Dot> saw) {}

  void found(String reaction, String node) {
    found.put(reaction, node);
  }

  void retracted(Set<String> seen) {
    retracted.addAll(seen);
  }

  void phone(String phone, String node, List<String> seen) {
    overruled.addAll(seen);
    phones.put(phone, node);
  }

  void note(String note, String node) {
    notes.put(note, node);
  }

  void stated(boolean given, Receipt receipt) {
    Set<Dot> saw = new HashSet<>(receipt.removed());
    for (Statement earlier : statements) {
      if (earlier.written().stream().anyMatch(saw::contains)) {
        saw.addAll(earlier.saw());
      }
    }
    statements.add(new Statement(given, receipt.token(), receipt.written(), saw));
  }

  /** Allergies that nobody who had seen them has retracted, and who found them. */
  Map<String, String> allergies() {
    Map<String, String> left = new TreeMap<>(found);
    left.keySet().removeAll(retracted);
    return left;
  }

  /** Numbers that nobody who had seen them has overruled, and who wrote them. */
  Map<String, String> phones() {
    Map<String, String> left = new TreeMap<>(phones);
    left.keySet().removeAll(overruled);
    return left;
  }

  Map<String, String> notes() {
    return notes;
  }

  List<Statement> withdrawals() {
    return statements.stream().filter(statement -> !statement.given()).toList();
  }

  /** Whether somebody who had seen a withdrawal was given consent after it. */
  boolean isGivenAfter(Statement withdrawal) {
    return statements.stream()
        .anyMatch(any -> any.given() && withdrawal.written().stream().anyMatch(any.saw()::contains));
  }

  /** Whether the patient consents, for who knows all: nobody was told no after it was given. */
  boolean consents() {
    Set<Dot> seen = new HashSet<>();
    statements.forEach(statement -> seen.addAll(statement.saw()));
    List<Statement> last = statements.stream()
        .filter(statement -> statement.written().stream().noneMatch(seen::contains))
        .toList();
    return !last.isEmpty() && last.stream().allMatch(Statement::given);
  }

  /** What a site shows in the end that is not so. */
  Map<String, String> wrong(Chart chart) {
    PatientRecord record = chart.file().read();
    Map<String, String> wrong = new HashMap<>();
    if (!chart.reactions().equals(allergies().keySet())) {
      wrong.put("allergies", chart.reactions() + ", not " + allergies().keySet());
    }
    if (chart.consents() != consents()) {
      wrong.put("consent", Boolean.toString(chart.consents()));
    }
    Set<String> shown = new TreeSet<>(record.contacts().getOrDefault(Contact.PHONE, List.of()));
    if (!shown.equals(phones().keySet())) {
      wrong.put("phones", shown + ", not " + phones().keySet());
    }
    notes.keySet().stream()
        .filter(note -> !record.notes().contains(note))
        .forEach(note -> wrong.put("note", note));
    return wrong;
  }
}
