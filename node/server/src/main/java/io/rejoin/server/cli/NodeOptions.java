package io.rejoin.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.rejoin.server.json.Json;
import java.io.PrintWriter;
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

  /** Prints what a node replied, as it came or as a text for people; a command has succeeded. */
  int say(PrintWriter out, JsonNode reply, String text) {
    out.println(json ? Json.line(reply) : text);
    return 0;
  }
}
