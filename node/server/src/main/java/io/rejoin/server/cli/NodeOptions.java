package io.rejoin.server.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/** The options of every command that asks a running node. */
final class NodeOptions {
  private static final Duration QUICK = Duration.ofSeconds(10);
  private static final Duration PATIENT = Duration.ofHours(1);

  @Option(
      names = "--node",
      paramLabel = "URL",
      defaultValue = "${env:REJOIN_NODE:-http://127.0.0.1:7070}",
      description = "The HTTP address of the node to ask; default ${DEFAULT-VALUE}.")
  String node = "";

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  NodeClient client() {
    return new NodeClient(node, QUICK);
  }

  /** For requests that take as long as there is data. */
  NodeClient patientClient() {
    return new NodeClient(node, PATIENT);
  }
}
