package io.rejoin.simulator.maelstrom;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** What Maelstrom's generators do with a workload, and what came of it. */
final class Clients {
  /** What was written and known to have succeeded, and what may or may not have. */
  final List<JsonNode> definite = new ArrayList<>();

  final List<JsonNode> indeterminate = new ArrayList<>();
  final Map<String, JsonNode> finalReads = new LinkedHashMap<>();
  final Map<String, Integer> answers = new TreeMap<>();

  private final Workbench workbench;
  private final Workload workload;
  private final Supplier<JsonNode> values;
  private boolean finished;

  Clients(Workbench workbench, Workload workload, Supplier<JsonNode> values) {
    this.workbench = workbench;
    this.workload = workload;
    this.values = values;
  }

  /** Writes and reads through a few cuts; heals; after 10 s of peace, final reads. */
  void play() {
    if (workload == Workload.BROADCAST) {
      for (String node : workbench.names()) {
        ObjectNode topology = body("topology");
        topology.putObject("topology").putArray(node);
        workbench.ask(node, topology, answer -> answered("topology", answer));
      }
    }
    for (String node : workbench.names()) {
      next(node);
    }
    for (int i = 0; i < 4; i++) {
      workbench.run(Duration.ofSeconds(3));
      workbench.cut(somewhere());
      workbench.run(Duration.ofSeconds(1 + workbench.random.nextInt(12)));
      workbench.cut((from, to) -> false);
    }
    finished = true;
    workbench.heal();
    workbench.run(Duration.ofSeconds(10));
    for (String node : workbench.names()) {
      workbench.ask(node, body("read"), answer -> {
        answered("read", answer);
        answer.ifPresent(read -> finalReads.put(node, read.path(workload.answerField())));
      });
    }
    workbench.run(Duration.ofSeconds(5));
  }

  /** As Jepsen cuts: in two, one deaf, or in a ring where each reaches the next only. */
  private BiPredicate<String, String> somewhere() {
    List<String> names = workbench.names();
    int count = names.size();
    int first = workbench.random.nextInt(count);
    ToIntFunction<String> place = name -> (names.indexOf(name) + count - first) % count;
    return switch (workbench.random.nextInt(3)) {
      case 0 ->
        (from, to) -> place.applyAsInt(from) < count / 2 != place.applyAsInt(to) < count / 2;
      case 1 -> (from, to) -> place.applyAsInt(to) == 0;
      default ->
        (from, to) -> {
          int distance = Math.abs(place.applyAsInt(from) - place.applyAsInt(to));
          return distance > 1 && distance < count - 1;
        };
    };
  }

  private void next(String node) {
    Duration pause = Duration.ofMillis(workbench.random.nextInt(200));
    workbench.after(pause, () -> {
      if (!finished) {
        if (workbench.random.nextBoolean()) {
          write(node);
        } else {
          workbench.ask(node, body("read"), answer -> {
            answered("read", answer);
            next(node);
          });
        }
      }
    });
  }

  private void write(String node) {
    JsonNode value = values.get();
    String request = workload.request();
    ObjectNode body = body(request);
    body.set(workload.field(), value);
    workbench.ask(node, body, answer -> {
      String type = Workbench.type(answer);
      if (type.equals(request + "_ok")) {
        definite.add(value);
      } else if (type.equals("timeout")) {
        indeterminate.add(value);
      }
      answered(request, answer);
      next(node);
    });
  }

  private void answered(String request, Optional<JsonNode> answer) {
    String type = Workbench.type(answer);
    answers.merge(type.equals("error") ? request + " refused" : type, 1, Integer::sum);
    answer.ifPresent(body -> assertEquals(fields(type), names(body), body.toString()));
  }

  /** Maelstrom takes an answer with these fields and no other. */
  private Set<String> fields(String type) {
    return switch (type) {
      case "error" -> Set.of("type", "in_reply_to", "code", "text");
      case "read_ok" -> Set.of("type", "in_reply_to", workload.answerField());
      default -> Set.of("type", "in_reply_to");
    };
  }

  private static Set<String> names(JsonNode body) {
    Set<String> names = new TreeSet<>();
    body.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static ObjectNode body(String type) {
    return Workbench.JSON.createObjectNode().put("type", type);
  }
}
