package io.rejoin.examples.healthcare;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a day at the clinics has shown. */
final class Outcome {
  private final Map<String, List<String>> promises = new LinkedHashMap<>();
  private Optional<Duration> healed = Optional.empty();
  private int editsInCut;
  private long auditLines;

  /** A promise, and where it was not kept. */
  void promise(String what, List<String> broken) {
    promises.computeIfAbsent(what, any -> new ArrayList<>()).addAll(broken);
  }

  void promise(String what, boolean kept, String otherwise) {
    promise(what, kept ? List.of() : List.of(otherwise));
  }

  void healed(Optional<Duration> time) {
    healed = time;
    promise("all sites are equal after the heal", time.isPresent(), "they are not, in time");
  }

  void edits(int inCut) {
    editsInCut = inCut;
  }

  void audited(long lines) {
    auditLines = lines;
  }

  Map<String, List<String>> promises() {
    return promises;
  }

  List<String> complaints() {
    List<String> all = new ArrayList<>();
    promises.values().forEach(all::addAll);
    return all;
  }

  boolean good() {
    return !promises.isEmpty() && complaints().isEmpty();
  }

  Optional<Duration> healed() {
    return healed;
  }

  int editsInCut() {
    return editsInCut;
  }

  long auditLines() {
    return auditLines;
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("example", "healthcare");
    json.put("good", good());
    json.put("edits_during_cut", editsInCut);
    healed.ifPresent(time -> json.put("heal_to_converge_ms", time.toMillis()));
    json.put("audit_lines", auditLines);
    ObjectNode kept = json.putObject("promises");
    promises.forEach((what, broken) -> kept.put(what, broken.isEmpty()));
    return json;
  }
}
