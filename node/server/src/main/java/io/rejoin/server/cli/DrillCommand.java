package io.rejoin.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.server.Command;
import io.rejoin.server.json.Json;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rejoin drill cut|heal}: makes a running node deaf and mute towards sites. */
@CommandLine.Command(
    name = "drill",
    description = "Cuts a running node off from sites, and heals it again.",
    mixinStandardHelpOptions = true)
public final class DrillCommand implements Command {
  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "say what to do: drill cut SITE, drill heal");
  }

  @CommandLine.Command(
      name = "cut",
      description = "Frames to and from nodes of these sites vanish, until heal.",
      mixinStandardHelpOptions = true)
  int cut(
      @Parameters(paramLabel = "SITE", arity = "1..*", description = "Sites to cut off.")
          List<String> sites,
      @Mixin NodeOptions options) {
    ObjectNode body = Json.object();
    sites.forEach(body.putArray("sites")::add);
    return drill("/drill/cut", body, options);
  }

  @CommandLine.Command(
      name = "heal",
      description = "Undoes every cut of this node.",
      mixinStandardHelpOptions = true)
  int heal(@Mixin NodeOptions options) {
    return drill("/drill/heal", Json.object(), options);
  }

  private int drill(String path, ObjectNode body, NodeOptions options) {
    JsonNode reply = options.client().post(path, body);
    PrintWriter out = spec.commandLine().getOut();
    if (options.json) {
      out.println(Json.line(reply));
      return 0;
    }
    List<String> cut = new ArrayList<>();
    reply.path("cut").forEach(site -> cut.add(site.asText()));
    out.println(cut.isEmpty() ? "healed" : "cut off from " + String.join(", ", cut));
    return 0;
  }
}
