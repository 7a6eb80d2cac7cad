package io.rejoin.server.cli;

import io.rejoin.GridException;
import io.rejoin.grid.GridConfig;
import io.rejoin.node.data.Backup;
import io.rejoin.server.BadInput;
import io.rejoin.server.Command;
import io.rejoin.server.CommandFailed;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rejoin restore DIR}: makes the data directory of a new node of a backup. */
@CommandLine.Command(
    name = "restore",
    description = "Makes the data directory of a new node of a backup. No node is running on it"
        + " yet; once one does, it repairs itself from its peers.",
    mixinStandardHelpOptions = true)
public final class RestoreCommand implements Command {
  @Parameters(paramLabel = "DIR", description = "What rejoin backup has made.")
  private Path backup = Path.of("");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration of the node that will run on it: names the data directory,"
          + " and the grid that the backup must belong to.")
  private @Nullable Path config;

  @Option(
      names = "--data",
      paramLabel = "TARGET",
      description = "The data directory to make, new or empty.")
  private @Nullable Path data;

  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Optional<GridConfig> parsed = Optional.ofNullable(config).map(NodeConfig::parse);
    Path target = Optional.ofNullable(data)
        .or(() -> parsed.flatMap(GridConfig::data))
        .orElseThrow(() -> new BadInput("say where to: --data TARGET, or --config FILE"));
    try {
      Backup.Restored restored = Backup.restore(
          backup,
          target,
          parsed.map(GridConfig::identity),
          new Backup.World(new SecureRandom(), InstantSource.system()));
      spec.commandLine()
          .getOut()
          .println("restored to " + target + " as the new node " + restored.id()
              + ", from a backup of " + restored.made() + "; start a node on it");
      return 0;
    } catch (IOException | GridException refused) {
      throw new CommandFailed(String.valueOf(refused.getMessage()), refused);
    }
  }
}
