package io.rejoin.simulator.workload;

import io.rejoin.simulator.scenario.OperationSpec;
import io.rejoin.simulator.scenario.Workload;
import io.rejoin.simulator.world.Draws;
import io.rejoin.simulator.world.Names;
import io.rejoin.simulator.world.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Which kind of operation a client carries out next: one of the mix by weight, or the next of its
 * script, which it follows again and again. The n-th does not depend on what came of the others.
 */
final class Script {
  private static final int MOST_TIMES = 4;

  private final Workload workload;
  private final Draws draws;
  private final long subject;
  private final List<Step> ahead = new ArrayList<>();
  private long first;
  private long round;

  /** An operation, and how often the client has begun its script. */
  record Step(OperationSpec operation, long round) {}

  Script(Workload workload, Draws draws, Session session) {
    this.workload = workload;
    this.draws = draws;
    subject = Names.subject(session.name());
  }

  /** The n-th step; n never falls. */
  Step step(long n) {
    if (workload.script().isEmpty()) {
      return new Step(byWeight(draws.unit(Purpose.OPERATION, ~subject, n)), 0);
    }
    while (first + ahead.size() <= n) {
      first += ahead.size();
      ahead.clear();
      writeRound();
    }
    return ahead.get((int) (n - first));
  }

  private OperationSpec byWeight(double draw) {
    List<OperationSpec> mix = workload.mix();
    double left = draw * mix.stream().mapToLong(OperationSpec::weight).sum();
    for (OperationSpec each : mix) {
      left -= each.weight();
      if (left < 0) {
        return each;
      }
    }
    return mix.get(mix.size() - 1);
  }

  private void writeRound() {
    RandomGenerator random = draws.stream(Purpose.SCRIPT, subject, round);
    while (ahead.isEmpty()) {
      for (String word : workload.script()) {
        int times = times(word, random);
        for (int i = 0; i < times; i++) {
          ahead.add(new Step(named(word.replaceFirst("[?*+]$", "")), round));
        }
      }
    }
    round++;
  }

  private static int times(String word, RandomGenerator random) {
    return switch (word.charAt(word.length() - 1)) {
      case '?' -> random.nextInt(2);
      case '*' -> random.nextInt(MOST_TIMES + 1);
      case '+' -> 1 + random.nextInt(MOST_TIMES);
      default -> 1;
    };
  }

  /** The operation of a name in full, or of its verb. */
  private OperationSpec named(String word) {
    return workload.mix().stream()
        .filter(each -> each.op().equals(word) || each.op().endsWith("." + word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(
            "the script of " + workload.name() + " names '" + word + "', which its mix lacks"));
  }
}
