package io.rejoin.examples.soak;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;

/**
 * How a soak ended.
 *
 * @param kills processes that were killed
 * @param blackouts how often all of the grid was
 * @param unanswered writes of which nobody knows whether they took effect
 * @param dotsReused dots that were answered for two writes
 * @param roots different contents that nodes had in the end
 */
record Outcome(
    long seed,
    int kills,
    int blackouts,
    long acknowledged,
    long unanswered,
    Verdict verdict,
    int dotsReused,
    int roots,
    Duration took) {

  /** Whether everything that was promised is so. */
  boolean good() {
    return verdict.syncLost() == 0 && verdict.tooMuch() == 0 && dotsReused == 0 && roots == 1;
  }

  String text() {
    return """
          %s

            SIGKILLs                 %,d, %,d times of all nodes at once, seed %d
            writes acknowledged      %,d; %,d more were in flight at a kill
            lost, synced before      %,d
            lost, from memory        %,d (these were not promised)
            counted too much         %,d
            dots used twice          %,d
            contents of the nodes    %s
            took                     %,d s
        """.formatted(
            good() ? "Every write that was acknowledged as synced is there." : "THIS IS WRONG.",
            kills,
            blackouts,
            seed,
            acknowledged,
            unanswered,
            verdict.syncLost(),
            verdict.asyncLost(),
            verdict.tooMuch(),
            dotsReused,
            roots == 1 ? "the same" : roots + " different ones",
            took.toSeconds());
  }

  String json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("good", good())
        .put("seed", seed)
        .put("kills", kills)
        .put("blackouts", blackouts)
        .put("acknowledged", acknowledged)
        .put("unanswered", unanswered)
        .put("sync_lost", verdict.syncLost())
        .put("async_lost", verdict.asyncLost())
        .put("counted_too_much", verdict.tooMuch())
        .put("dots_reused", dotsReused)
        .put("distinct_roots", roots)
        .put("seconds", took.toSeconds())
        .toString();
  }
}
