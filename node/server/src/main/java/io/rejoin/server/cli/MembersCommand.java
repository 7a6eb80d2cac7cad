package io.rejoin.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.rejoin.server.Command;
import io.rejoin.server.json.Json;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rejoin members}: who belongs to the grid, as one node sees it. */
@CommandLine.Command(
    name = "members",
    description = "Shows who belongs to the grid, as one node sees it.",
    mixinStandardHelpOptions = true)
public final class MembersCommand implements Command {
  @Mixin
  private final NodeOptions options = new NodeOptions();

  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    JsonNode members = options.client().get("/members");
    PrintWriter out = spec.commandLine().getOut();
    if (options.json) {
      out.println(Json.line(members));
      return 0;
    }
    Layout layout = new Layout().row("NAME", "SITE", "STATUS", "ADDRESS", "ID");
    for (JsonNode member : members.path("members")) {
      layout.row(
          member.path("name").asText() + (member.path("self").asBoolean() ? " *" : ""),
          member.path("site").asText(),
          member.path("evicted").asBoolean() ? "evicted" : member.path("status").asText(),
          member.path("address").asText("outbound only"),
          member.path("id").asText());
    }
    out.print(layout.text());
    out.println("* the node that was asked");
    return 0;
  }
}
