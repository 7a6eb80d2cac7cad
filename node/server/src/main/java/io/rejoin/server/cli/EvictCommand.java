package io.rejoin.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.rejoin.server.Command;
import io.rejoin.server.Main;
import io.rejoin.server.json.Json;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rejoin evict NODE}: says what it will do, and does it with {@code --yes}. */
@CommandLine.Command(
    name = "evict",
    description = "Says for the whole grid that a member will not come back.",
    mixinStandardHelpOptions = true)
public final class EvictCommand implements Command {
  @Mixin
  private final NodeOptions options = new NodeOptions();

  @Parameters(paramLabel = "MEMBER", description = "Its name or its id.")
  private String member = "";

  @Option(names = "--yes", description = "Do it; without this nothing is done but said.")
  private boolean yes;

  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (!yes) {
      out.println("Evicting " + member + " means, at every node that hears of it:");
      out.println("- nobody waits for it any more: what was removed can be forgotten;");
      out.println("- what only it has written and nobody else holds does not come by itself, but"
          + " with 'rejoin salvage';");
      out.println("- its unused rights to bounded counters are nobody's;");
      out.println("- if it comes back, it is refused and stops. Its next start sets its data aside,"
          + " deletes nothing, and begins empty as another node.");
      out.println("'rejoin readmit' takes it back as long as the node has not come back and heard"
          + " of it. Nothing was done: say --yes to do it.");
      return Main.FAILED;
    }
    JsonNode reply = options.client().post("/admin/evict", Json.object().put("node", member));
    return options.say(
        out,
        reply,
        "evicted " + reply.path("node").asText() + ", " + reply.path("id").asText());
  }
}
