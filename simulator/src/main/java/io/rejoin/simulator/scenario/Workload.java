package io.rejoin.simulator.scenario;

import io.rejoin.simulator.world.Distribution;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Clients that do the same kind of thing.
 *
 * @param on where they are: nodes, sites, blocks or {@code all}
 * @param clients at each of these nodes
 * @param roams how often a client goes to another node before an operation, from 0 to 1; who roams
 *     carries a token, and a node that does not show what it stands for serves it later or not
 * @param gap time between two operations of one client, in nanoseconds
 * @param mix what they choose from, each time
 * @param script if not empty, what each does in place of choosing: names of operations of the mix,
 *     each with {@code ?} (perhaps), {@code *} (any number) or {@code +} (at least one) behind it
 * @param only if not empty, the operations that are carried out, others are left out: "{@code
 *     node#client:n}", such as {@code depot-1/1#2:17}
 */
public record Workload(
    String name,
    List<String> on,
    int clients,
    double roams,
    Distribution gap,
    List<OperationSpec> mix,
    List<String> script,
    SortedSet<String> only) {
  public Workload {
    on = List.copyOf(on);
    mix = List.copyOf(mix);
    script = List.copyOf(script);
    only = new TreeSet<>(only);
    if (clients < 1 || clients > 1_000) {
      throw new IllegalArgumentException("clients-per-node is 1 to 1000, not " + clients);
    }
    if (!(roams >= 0 && roams <= 1)) {
      throw new IllegalArgumentException("roams is a share, not " + roams);
    }
    if (mix.isEmpty()) {
      throw new IllegalArgumentException("the mix of " + name + " is empty");
    }
    for (String step : script) {
      String op = step.replaceFirst("[?*+]$", "");
      if (mix.stream().noneMatch(operation -> operation.op().equals(op))) {
        throw new IllegalArgumentException("the step " + step + " is no operation of the mix");
      }
    }
  }

  /** The same, with only these operations carried out. */
  public Workload withOnly(SortedSet<String> operations) {
    return new Workload(name, on, clients, roams, gap, mix, script, operations);
  }
}
