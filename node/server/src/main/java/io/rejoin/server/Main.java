package io.rejoin.server;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line; its subcommands are whatever {@link Command}s the class path holds. */
@CommandLine.Command(
    name = "rejoin",
    description = "A peer-to-peer data grid: every site stays writable, and nothing is lost.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND")
public final class Main {
  /** Exit code for a command that ran and did not succeed. */
  public static final int FAILED = 1;
  /** Exit code for input that a command could not work with. */
  public static final int BAD_INPUT = 2;

  private Main() {}

  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(out, err, args));
  }

  /** Runs one command line and returns its exit code. */
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    CommandLine line = new CommandLine(new Main());
    SortedMap<String, CommandLine> byName = new TreeMap<>();
    for (Command command : ServiceLoader.load(Command.class)) {
      CommandLine subcommand = new CommandLine(command);
      byName.put(subcommand.getCommandName(), subcommand);
    }
    byName.forEach(line::addSubcommand);
    line.setOut(out).setErr(err);
    line.setParameterExceptionHandler(Main::explain);
    line.setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, command));
    if (args.length == 0) {
      line.usage(err);
      return BAD_INPUT;
    }
    try {
      return line.execute(args);
    } finally {
      out.flush(); // only println flushes by itself
    }
  }

  private static int explain(ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    String text = String.valueOf(failure.getMessage());
    if (failure instanceof UnmatchedArgumentException unmatched) {
      boolean top = command.getParent() == null;
      text = "unknown " + (top ? "command" : "argument") + " '"
          + unmatched.getUnmatched().get(0) + "'";
      if (!unmatched.getSuggestions().isEmpty()) {
        text += "; did you mean '" + unmatched.getSuggestions().get(0) + "'?";
      }
    }
    command.getErr().println(oneLine(text) + " (see " + name(command) + " --help)");
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static int explain(Exception failure, CommandLine command) {
    if (failure instanceof BadInput || failure instanceof CommandFailed) {
      command.getErr().println(oneLine(String.valueOf(failure.getMessage())));
    } else {
      command.getErr().println(oneLine("unexpected " + failure));
      failure.printStackTrace(command.getErr());
    }
    return failure instanceof BadInput
        ? command.getCommandSpec().exitCodeOnInvalidInput()
        : command.getCommandSpec().exitCodeOnExecutionException();
  }

  private static String name(CommandLine command) {
    return command.getCommandSpec().qualifiedName();
  }

  private static String oneLine(String text) {
    return "rejoin: " + text.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"rejoin " + (version == null ? "(unpackaged)" : version)};
    }
  }
}
