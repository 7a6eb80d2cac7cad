package io.rejoin.examples.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.examples.demo.grid.NodeStatus.Sent;
import io.rejoin.examples.demo.oracle.Findings;
import io.rejoin.examples.demo.oracle.LwwLoss;
import java.time.Duration;
import java.util.List;

/**
 * What a run of the demo showed.
 *
 * @param operations all of the day
 * @param duringCut those that began while the sites were cut apart
 * @param healToConverge from the heal to equal roots on all nodes
 * @param distinctRoots at the very end
 * @param sent between the nodes
 */
record Summary(
    DemoOptions options,
    int baskets,
    Tally operations,
    Tally duringCut,
    List<NodeTally> byNode,
    boolean converged,
    Duration healToConverge,
    int distinctRoots,
    Findings findings,
    LwwLoss lww,
    Sent sent)
    implements Script.Outcome {

  /** What one node did during the cut. */
  record NodeTally(String site, String node, Tally duringCut) {}

  @Override
  public boolean good() {
    return converged && operations.failed() == 0 && findings.none();
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("engine", options.engine().toString());
    json.put("sites", options.sites());
    json.put("nodes", options.nodes());
    json.put("baskets", baskets);
    json.put("ops", operations.all());
    json.putObject("ops_during_cut")
        .put("attempted", duringCut.attempted())
        .put("ok", duringCut.ok())
        .put("indeterminate", duringCut.indeterminate());
    json.put("converged", converged);
    json.put("heal_to_converge_ms", healToConverge.toMillis());
    json.put("lost_items", findings.lost().size());
    json.put("resurrected_items", findings.resurrected().size());
    json.put("lww_would_lose", lww.items());
    json.put("distinct_roots", distinctRoots);
    json.putObject("bytes")
        .put("delta", sent.delta())
        .put("repair", sent.repair())
        .put("membership", sent.membership());
    return json;
  }
}
