package io.rejoin.examples.healthcare;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.rejoin.grid.Grid;
import io.rejoin.simulator.client.SimulatedClient;
import io.rejoin.simulator.client.SimulatedGrid;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** People at all nodes of a simulated grid who work with records, and what they notice. */
final class Wards {
  private static final List<String> PATIENTS = List.of("p-1", "p-2");
  private static final List<String> DRUGS = List.of("aspirin", "codeine", "insulin", "lithium");
  private static final Duration QUIET = Duration.ofSeconds(27);

  private final SimulatedGrid grid;
  private final Kind kind;
  private final Map<String, Journal> journals = new TreeMap<>();
  private final Map<String, Site> sites = new TreeMap<>();
  private final List<String> noticed = new ArrayList<>();
  private Map<String, Integer> quiet = Map.of();

  /** Which types a record stands on. */
  interface Kind {
    Chart of(Grid grid, PatientFile file, String patient);
  }

  /** A node's present clinic; a restarted node has another. */
  private static final class Site {
    private final List<Grid> lives = new ArrayList<>();
    private final List<Clinic> clinics = new ArrayList<>();
    private int edits;

    Clinic at(Grid grid, SimulatedClient client) {
      if (lives.isEmpty() || lives.get(lives.size() - 1) != grid) {
        lives.add(grid);
        String name = client.node().replace('/', '-');
        clinics.add(new Clinic(grid, name, () -> Instant.EPOCH.plus(client.now())));
      }
      return clinics.get(clinics.size() - 1);
    }

    Clinic last() {
      return clinics.get(clinics.size() - 1);
    }
  }

  Wards(SimulatedGrid grid, Kind kind) {
    this.grid = grid;
    this.kind = kind;
    PATIENTS.forEach(patient -> journals.put(patient, new Journal()));
    for (String node : grid.nodes()) {
      sites.put(node, new Site());
      grid.client(node).every(500, MILLISECONDS, this::step);
    }
  }

  /** Somebody does something, unless it is quiet time. */
  private void step(SimulatedClient client) {
    RandomGenerator random = client.random();
    Clinic clinic = site(client.node()).at(client.grid(), client);
    if (client.now().compareTo(QUIET) > 0) {
      return;
    }
    String patient = PATIENTS.get(random.nextInt(PATIENTS.size()));
    Chart chart = kind.of(client.grid(), clinic.file(patient, "staff"), patient);
    edit(client, chart, journal(patient), random);
    look(client, chart, journal(patient), random);
  }

  private void edit(SimulatedClient client, Chart chart, Journal journal, RandomGenerator random) {
    String node = client.node();
    PatientFile file = chart.file();
    switch (random.nextInt(8)) {
      case 0, 1 -> {
        String reaction = client.unique("rash");
        var unused = chart.recordAllergy(reaction);
        journal.found(reaction, node);
      }
      case 2 -> {
        Set<String> seen = chart.reactions();
        if (seen.isEmpty()) {
          return;
        }
        chart.retractAllergies();
        journal.retracted(seen);
      }
      case 3 -> {
        boolean given = random.nextInt(3) > 0;
        journal.stated(given, chart.consent(given));
      }
      case 4, 5 -> {
        String phone = client.unique("phone");
        List<String> seen = file.read().contacts().getOrDefault(Contact.PHONE, List.of());
        var unused = random.nextBoolean()
            ? file.decide(Contact.PHONE, seen, phone)
            : file.reach(Contact.PHONE, phone);
        journal.phone(phone, node, seen);
      }
      case 6 -> {
        String note = client.unique("note") + ".";
        String before = file.read().notes();
        var unused = before.isEmpty() || random.nextBoolean()
            ? file.note(note)
            : file.noteAfter(before.lines().findFirst().orElse(""), note);
        journal.note(note, node);
      }
      default -> {
        String dose = (1 + random.nextInt(9)) + " mg";
        var unused = file.prescribe(DRUGS.get(random.nextInt(DRUGS.size())), dose);
      }
    }
    site(node).edits++;
  }

  /** What must hold at every site at any time. */
  private void look(SimulatedClient client, Chart chart, Journal journal, RandomGenerator random) {
    String node = client.node();
    List<Journal.Statement> withdrawals = journal.withdrawals();
    if (!withdrawals.isEmpty()) {
      Journal.Statement any = withdrawals.get(random.nextInt(withdrawals.size()));
      boolean heard = client.grid().await(any.token(), Duration.ZERO).reached();
      if (heard && chart.consents() && !journal.isGivenAfter(any)) {
        noticed.add("%s shows a consent that it knows to be withdrawn".formatted(node));
      }
    }
    Set<String> reactions = chart.reactions();
    PatientRecord record = chart.file().read();
    List<String> phones = record.contacts().getOrDefault(Contact.PHONE, List.of());
    own(node, journal.allergies()).stream()
        .filter(reaction -> !reactions.contains(reaction))
        .forEach(reaction -> noticed.add("allergy %s is lost at %s".formatted(reaction, node)));
    own(node, journal.phones()).stream()
        .filter(phone -> !phones.contains(phone))
        .forEach(phone -> noticed.add("%s is lost at %s".formatted(phone, node)));
    own(node, journal.notes()).stream()
        .filter(note -> !record.notes().contains(note))
        .forEach(note -> noticed.add("%s is lost at %s".formatted(note, node)));
  }

  private static List<String> own(String node, Map<String, String> written) {
    return written.entrySet().stream()
        .filter(each -> each.getValue().equals(node))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Nobody has noticed anything so far that must not be. */
  boolean nothingNoticed() {
    return noticed.isEmpty();
  }

  /** What sites show of all patients in the end that is not what was written. */
  List<String> wrong(String part) {
    List<String> wrong = new ArrayList<>();
    sites.forEach((node, site) -> journals.forEach((patient, journal) -> {
      PatientFile file = site.last().file(patient, "auditor");
      String what = journal.wrong(kind.of(grid.node(node), file, patient)).get(part);
      if (what != null) {
        wrong.add("%s of %s at %s: %s".formatted(part, patient, node, what));
      }
    }));
    return wrong;
  }

  boolean allRecordsAreEqual() {
    return PATIENTS.stream().allMatch(patient -> sites.values().stream()
            .map(site -> site.last().file(patient, "auditor").read())
            .distinct()
            .count()
        == 1);
  }

  /** What came in at a site and is not in its trail; a restarted site says from when it listens. */
  List<String> unaudited() {
    List<String> missing = new ArrayList<>();
    sites.forEach((node, site) -> {
      List<AuditLine> lines = site.last().audit().lines();
      if (count(lines, AuditLine.Kind.OPENED) != site.lives.size()) {
        missing.add(node + " was opened " + site.lives.size() + " times");
      }
      if (count(lines, AuditLine.Kind.EDITED) != site.edits) {
        missing.add(node + " has made " + site.edits + " edits");
      }
      if (site.lives.size() == 1) {
        journals.values().forEach(journal -> missing.addAll(unheard(node, journal, lines)));
      }
    });
    return missing;
  }

  private static List<String> unheard(String node, Journal journal, List<AuditLine> lines) {
    Map<String, String> written = new HashMap<>(journal.allergies());
    written.putAll(journal.phones());
    written.putAll(journal.notes());
    String joined = lines.stream()
        .filter(line -> line.kind() == AuditLine.Kind.JOINED)
        .map(AuditLine::what)
        .reduce("", (all, line) -> all + "\n" + line);
    return written.keySet().stream()
        .filter(what -> !node.equals(written.get(what)) && !joined.contains(what))
        .map(what -> what + " is not in the trail of " + node)
        .toList();
  }

  private static long count(List<AuditLine> lines, AuditLine.Kind kind) {
    return lines.stream().filter(line -> line.kind() == kind).count();
  }

  /** Counts the lines of all trails, when nothing has been edited for a while. */
  void countLines() {
    quiet = lines();
  }

  boolean trailsHaveStopped() {
    return !quiet.isEmpty() && quiet.equals(lines());
  }

  private Map<String, Integer> lines() {
    Map<String, Integer> lines = new TreeMap<>();
    sites.forEach((node, site) -> lines.put(node, site.last().audit().lines().size()));
    return lines;
  }

  int edits() {
    return sites.values().stream().mapToInt(site -> site.edits).sum();
  }

  private Site site(String node) {
    return sites.computeIfAbsent(node, any -> new Site());
  }

  private Journal journal(String patient) {
    return journals.computeIfAbsent(patient, any -> new Journal());
  }
}
