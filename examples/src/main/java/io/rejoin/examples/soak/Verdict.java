package io.rejoin.examples.soak;

import com.fasterxml.jackson.databind.JsonNode;
import io.rejoin.examples.demo.grid.NodeClient;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * What one node holds at the end, against what was answered.
 *
 * @param syncLost writes that were acknowledged as synced and are not there
 * @param asyncLost the same of writes that were acknowledged from memory, which is allowed
 * @param tooMuch what counters have beyond all that was sent
 */
record Verdict(long syncLost, long asyncLost, long tooMuch) {
  static final Verdict NOTHING = new Verdict(0, 0, 0);

  static Verdict of(NodeClient node, Answers answers) throws IOException {
    Verdict verdict = NOTHING;
    for (Map.Entry<String, Long> counted : answers.counted().entrySet()) {
      verdict = verdict.and(counter(node, counted.getKey(), counted.getValue(), answers));
    }
    for (Map.Entry<String, SortedMap<String, String>> set : answers.elements().entrySet()) {
      verdict = verdict.and(set(node, set.getKey(), set.getValue()));
    }
    return verdict;
  }

  private static Verdict counter(NodeClient node, String key, long counted, Answers answers)
      throws IOException {
    long value = node.entry(Load.COUNTER, key).path("value").asLong();
    long lost = Math.max(0, counted - value);
    return lost(key, lost, Math.max(0, value - counted - answers.unknown(key)));
  }

  /** An element is there if it is under its own dot: another's of the same name is another. */
  private static Verdict set(NodeClient node, String key, Map<String, String> acknowledged)
      throws IOException {
    JsonNode entry = node.entry(Load.SET, key);
    Set<String> elements = texts(entry.path("value"));
    Set<String> dots = texts(entry.path("dots"));
    long lost = acknowledged.entrySet().stream()
        .filter(one -> !elements.contains(one.getKey()) || !dots.contains(one.getValue()))
        .count();
    return lost(key, lost, 0);
  }

  private static Verdict lost(String key, long lost, long tooMuch) {
    return key.startsWith(Load.SYNC + "/")
        ? new Verdict(lost, 0, tooMuch)
        : new Verdict(0, lost, tooMuch);
  }

  private static Set<String> texts(JsonNode array) {
    Set<String> texts = new HashSet<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private Verdict and(Verdict other) {
    return new Verdict(
        syncLost + other.syncLost, asyncLost + other.asyncLost, tooMuch + other.tooMuch);
  }

  /** The worst of what several nodes hold. */
  static Verdict worst(List<Verdict> verdicts) {
    Verdict worst = NOTHING;
    for (Verdict one : verdicts) {
      worst = new Verdict(
          Math.max(worst.syncLost, one.syncLost),
          Math.max(worst.asyncLost, one.asyncLost),
          Math.max(worst.tooMuch, one.tooMuch));
    }
    return worst;
  }
}
