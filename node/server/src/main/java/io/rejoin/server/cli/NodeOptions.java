package io.rejoin.server.cli;

import picocli.CommandLine.Option;

/** The options of every command that asks a running node. */
final class NodeOptions {
  @Option(
      names = "--node",
      paramLabel = "URL",
      defaultValue = "${env:REJOIN_NODE:-http://127.0.0.1:7070}",
      description = "The HTTP address of the node to ask; default ${DEFAULT-VALUE}.")
  String node = "";

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  NodeClient client() {
    return new NodeClient(node);
  }
}
