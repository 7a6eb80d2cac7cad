package io.rejoin.examples;

import io.rejoin.examples.comparison.CompareCommand;
import io.rejoin.examples.finance.FinanceCommand;
import io.rejoin.examples.healthcare.HealthcareCommand;
import io.rejoin.examples.logistics.report.LogisticsCommand;
import io.rejoin.examples.shop.ShopCommand;
import io.rejoin.server.Command;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rejoin example NAME}: small applications of four fields, through a cut and after it. */
@CommandLine.Command(
    name = "example",
    description = "Small applications of four fields: what they do while the network is split, and"
        + " after it.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "NAME",
    subcommands = {
      CompareCommand.class,
      FinanceCommand.class,
      HealthcareCommand.class,
      LogisticsCommand.class,
      ShopCommand.class
    })
public final class ExampleCommand implements Command {
  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    String names = spec.subcommands().keySet().stream().sorted().collect(Collectors.joining(", "));
    throw new ParameterException(spec.commandLine(), "say which example: " + names);
  }
}
