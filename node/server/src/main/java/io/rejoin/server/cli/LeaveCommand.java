package io.rejoin.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.server.BadInput;
import io.rejoin.server.Command;
import io.rejoin.server.CommandFailed;
import io.rejoin.server.Main;
import io.rejoin.server.json.Json;
import java.io.PrintWriter;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rejoin leave}: a running node hands over what it has, leaves for good, and ends. */
@CommandLine.Command(
    name = "leave",
    description = "Lets a running node hand over what it has, leave the grid for good, and end.",
    mixinStandardHelpOptions = true)
public final class LeaveCommand implements Command {
  private static final long NANOS = 1_000_000_000;
  private static final Duration LONGEST = Duration.ofDays(30);

  @Mixin
  private final NodeOptions options = new NodeOptions();

  @Option(
      names = "--within",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description =
          "How long to wait for it; default ${DEFAULT-VALUE}. The node goes on after that.")
  private long within = Duration.ofMinutes(10).toSeconds();

  @Option(
      names = "--anyway",
      description = "If time is over, let it leave all the same, with what only it has.")
  private boolean anyway;

  @Option(names = "--yes", description = "Do it; without this nothing is done but said.")
  private boolean yes;

  @Spec
  private CommandSpec spec = CommandSpec.create();

  private String shown = "";

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (!yes) {
      out.println("Leaving means, for the node that is asked:");
      out.println("- it refuses writes from now on, and hands over what it has, with its rights to"
          + " bounded counters;");
      out.println(
          "- once others have all of it, nobody waits for it any more, and its process ends;");
      out.println("- its next start sets its data aside, deletes nothing, and begins empty as"
          + " another node.");
      out.println("Until it has left, a restart takes it back. To stop a node for a while, end its"
          + " process. Nothing was done: say --yes to do it.");
      return Main.FAILED;
    }
    if (within < 0 || within > LONGEST.toSeconds()) {
      throw new BadInput("--within takes 0 to " + LONGEST.toSeconds() + " seconds");
    }
    JsonNode reply = await();
    if (!reply.path("left").asBoolean()) {
      throw new CommandFailed("it has not left within " + within + " s and goes on: "
          + reply.path("leftover").asText() + "; ask again, or with --anyway");
    }
    String leftover = reply.path("leftover").asText();
    return options.say(
        out, reply, leftover.isEmpty() ? "has left the grid" : "has left the grid; " + leftover);
  }

  private JsonNode await() {
    long deadline = System.nanoTime() + within * NANOS;
    NodeClient client = options.client();
    JsonNode reply = client.post("/admin/leave", body(false));
    while (!reply.path("left").asBoolean() && System.nanoTime() < deadline) {
      progress(reply);
      reply = client.post("/admin/leave", body(false));
    }
    return anyway && !reply.path("left").asBoolean()
        ? client.post("/admin/leave", body(true))
        : reply;
  }

  private static ObjectNode body(boolean anyway) {
    return Json.object().put("anyway", anyway);
  }

  private void progress(JsonNode reply) {
    String now = MovesText.remaining(reply.path("moves"));
    if (!now.equals(shown)) {
      shown = now;
      spec.commandLine().getErr().println(now);
    }
  }
}
