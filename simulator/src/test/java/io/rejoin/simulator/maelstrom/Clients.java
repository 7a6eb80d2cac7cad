package io.rejoin.simulator.maelstrom;

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
import java.util.function.Supplier;

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

  /** Writes and reads for 40 s, cut in two every other while; 10 s of peace; final reads. */
  void play() {
    for (String node : workbench.names()) {
      next(node);
    }
    for (int i = 0; i < 4; i++) {
      workbench.run(Duration.ofSeconds(3));
      workbench.cut(half());
      workbench.run(Duration.ofSeconds(1 + workbench.random.nextInt(12)));
      workbench.cut(Set.of());
    }
    finished = true;
    workbench.heal();
    workbench.run(Duration.ofSeconds(10));
    for (String node : workbench.names()) {
      workbench.ask(
          node,
          body("read"),
          answer -> answer.ifPresent(read -> {
            if (read.has(workload.answerField())) {
              finalReads.put(node, read.get(workload.answerField()));
            }
          }));
    }
    workbench.run(Duration.ofSeconds(5));
  }

  private Set<String> half() {
    List<String> names = workbench.names();
    int from = workbench.random.nextInt(names.size());
    Set<String> half = new TreeSet<>();
    for (int i = 0; i < names.size() / 2; i++) {
      half.add(names.get((from + i) % names.size()));
    }
    return half;
  }

  private void next(String node) {
    Duration pause = Duration.ofMillis(workbench.random.nextInt(200));
    workbench.after(pause, () -> {
      if (!finished) {
        if (workbench.random.nextBoolean()) {
          write(node);
        } else {
          workbench.ask(node, body("read"), answer -> answered(node, "read", answer));
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
      answered(node, request, answer);
    });
  }

  private void answered(String node, String request, Optional<JsonNode> answer) {
    String type = Workbench.type(answer);
    answers.merge(type.equals("error") ? request + " refused" : type, 1, Integer::sum);
    next(node);
  }

  private static ObjectNode body(String type) {
    return Workbench.JSON.createObjectNode().put("type", type);
  }
}
