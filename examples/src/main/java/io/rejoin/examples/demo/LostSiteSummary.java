package io.rejoin.examples.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.examples.demo.grid.NodeStatus.Sent;
import io.rejoin.examples.demo.oracle.Findings;
import java.time.Duration;

/**
 * What a run of the demo with a number of copies showed.
 *
 * @param operations all of the day
 * @param duringLoss those that began while the copies of the lost site were missing
 * @param reads carts read at the other sites meanwhile
 * @param recovered from the eviction to all copies elsewhere
 * @param rebuilt from the start of the new nodes to all copies where they belong
 * @param exact whether each cart is at the end where it belongs and nowhere else
 * @param copies of a cart at the end
 * @param sites at which a cart is at the end
 * @param sent between the nodes
 */
record LostSiteSummary(
    DemoOptions options,
    int baskets,
    Tally operations,
    Tally duringLoss,
    Reads reads,
    Recovery recovered,
    Recovery rebuilt,
    boolean exact,
    Bounds copies,
    Bounds sites,
    Findings findings,
    Sent sent)
    implements Script.Outcome {

  /** How many reads were answered, and how many were not. */
  record Reads(int served, int failed) {
    int all() {
      return served + failed;
    }
  }

  /** The least and the most. */
  record Bounds(int least, int most) {
    boolean areBoth(int number) {
      return least == number && most == number;
    }
  }

  /**
   * How copies came to where they belong.
   *
   * @param reached whether they did in time
   * @param copies made where there was none
   * @param sent by all nodes meanwhile, for shoppers too
   */
  record Recovery(boolean reached, Duration took, long copies, Sent sent) {}

  boolean converged() {
    return recovered.reached() && rebuilt.reached() && exact;
  }

  @Override
  public boolean good() {
    return converged()
        && operations.failed() == 0
        && reads.failed() == 0
        && findings.none()
        && copies.areBoth(options.copies())
        && sites.areBoth(options.copies());
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("engine", options.engine().toString());
    json.put("sites", options.sites());
    json.put("nodes", options.nodes());
    json.put("copies", options.copies());
    json.put("baskets", baskets);
    json.put("ops", operations.all());
    json.put("ops_refused", operations.failed());
    json.putObject("ops_during_loss")
        .put("attempted", duringLoss.attempted())
        .put("ok", duringLoss.ok())
        .put("indeterminate", duringLoss.indeterminate());
    json.putObject("reads_during_loss").put("ok", reads.served()).put("failed", reads.failed());
    describe(recovered, json.putObject("recovered"));
    describe(rebuilt, json.putObject("rebuilt"));
    json.put("converged", converged());
    json.putObject("copies_at_end").put("least", copies.least()).put("most", copies.most());
    json.putObject("sites_at_end").put("least", sites.least()).put("most", sites.most());
    json.put("lost_items", findings.lost().size());
    json.put("resurrected_items", findings.resurrected().size());
    describe(sent, json.putObject("bytes"));
    return json;
  }

  private static void describe(Recovery recovery, ObjectNode into) {
    into.put("reached", recovery.reached()).put("ms", recovery.took().toMillis());
    into.put("copies", recovery.copies());
    describe(recovery.sent(), into.putObject("bytes"));
  }

  private static void describe(Sent sent, ObjectNode into) {
    into.put("delta", sent.delta())
        .put("repair", sent.repair())
        .put("membership", sent.membership());
  }
}
