package io.rejoin.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.rejoin.server.Command;
import io.rejoin.server.json.Json;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rejoin backup DIR}: copies what a running node of this machine keeps. */
@CommandLine.Command(
    name = "backup",
    description = "Copies what a running node of this machine keeps into a directory.",
    mixinStandardHelpOptions = true)
public final class BackupCommand implements Command {
  @Mixin
  private final NodeOptions options = new NodeOptions();

  @Parameters(paramLabel = "DIR", description = "A directory that is new or empty.")
  private Path directory = Path.of("");

  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    String target = directory.toAbsolutePath().normalize().toString();
    JsonNode made =
        options.patientClient().post("/admin/backup", Json.object().put("directory", target));
    return options.say(
        spec.commandLine().getOut(),
        made,
        "backed up: " + Quantity.count(made.path("files").asLong()) + " files, "
            + Quantity.bytes(made.path("bytes").asLong()) + ", in " + target);
  }
}
