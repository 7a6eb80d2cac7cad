package io.rejoin.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.rejoin.server.Command;
import io.rejoin.server.json.Json;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rejoin readmit NODE}: takes an eviction back. */
@CommandLine.Command(
    name = "readmit",
    description = "Takes an eviction back: the member may come as it was.",
    mixinStandardHelpOptions = true)
public final class ReadmitCommand implements Command {
  @Mixin
  private final NodeOptions options = new NodeOptions();

  @Parameters(paramLabel = "MEMBER", description = "Its name or its id.")
  private String member = "";

  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    JsonNode reply = options.client().post("/admin/readmit", Json.object().put("node", member));
    return options.say(
        spec.commandLine().getOut(),
        reply,
        "readmitted " + reply.path("node").asText() + ", " + reply.path("id").asText());
  }
}
