package io.rejoin.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.rejoin.server.Command;
import io.rejoin.server.json.Json;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rejoin salvage FOLDER}: shows what an evicted node has left, and brings it back. */
@CommandLine.Command(
    name = "salvage",
    description = {
      "Shows what an evicted node has left that this grid has not seen; with --enter, enters it.",
      "An evicted node that starts again sets its content aside in a folder of its data directory,"
          + " aside/<date>: name that one. The node that is asked reads it, so it has to be on its"
          + " machine."
    },
    mixinStandardHelpOptions = true)
public final class SalvageCommand implements Command {
  private static final int VALUE_WIDTH = 60;

  @Mixin
  private final NodeOptions options = new NodeOptions();

  @Parameters(paramLabel = "FOLDER", description = "Where its content was set aside.")
  private Path folder = Path.of("");

  @Option(names = "--enter", description = "Enter it; twice is once. Without this nothing changes.")
  private boolean enter;

  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    String path = folder.toAbsolutePath().normalize().toString();
    JsonNode reply = options
        .patientClient()
        .post("/admin/salvage", Json.object().put("folder", path).put("enter", enter));
    return options.say(spec.commandLine().getOut(), reply, text(reply));
  }

  private static String text(JsonNode reply) {
    StringBuilder text = new StringBuilder();
    if (reply.path("entries").asLong() > 0) {
      text.append(table(reply));
    }
    boolean entered = reply.path("entered").asBoolean();
    text.append(entered ? "entered from " : "left by ")
        .append(reply.path("node").asText());
    text.append(": items that nobody here had seen ").append(count(reply, "added"));
    text.append(", items here that it had removed ").append(count(reply, "removed"));
    long leftOut = reply.path("left_out").asLong();
    if (leftOut > 0) {
      text.append("\nitems left out ").append(Quantity.count(leftOut));
      text.append(": the grid does not remember whether they were removed meanwhile, or never"
          + " came; or they are of buckets with a number of copies. Write those anew that are"
          + " missed.");
    }
    if (reply.path("damaged").asLong() > 0) {
      text.append("\ndamaged records passed over ").append(count(reply, "damaged"));
    }
    boolean isMore = reply.path("added").asLong() + reply.path("removed").asLong() > 0;
    return text.append(!entered && isMore ? "\nNothing was changed: say --enter to enter it." : "")
        .toString();
  }

  private static String table(JsonNode reply) {
    Layout layout = new Layout();
    layout.row("TYPE", "KEY", "ADDED", "REMOVED", "LEFT OUT", "THERE", "WITH IT");
    for (JsonNode row : reply.path("found")) {
      layout.row(
          row.path("type").asText(),
          row.path("key").asText(),
          count(row, "added"),
          count(row, "removed"),
          count(row, "left_out"),
          value(row.path("there")),
          value(row.path("after")));
    }
    long more = reply.path("entries").asLong() - reply.path("found").size();
    return layout.text() + (more > 0 ? "and " + Quantity.count(more) + " more entries\n" : "");
  }

  private static String count(JsonNode node, String field) {
    return Quantity.count(node.path(field).asLong());
  }

  private static String value(JsonNode value) {
    String text = value.isMissingNode() ? "(not shown)" : Json.line(value);
    return text.length() <= VALUE_WIDTH ? text : text.substring(0, VALUE_WIDTH - 3) + "...";
  }
}
