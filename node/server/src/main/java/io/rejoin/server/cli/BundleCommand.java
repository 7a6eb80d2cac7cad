package io.rejoin.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.server.Command;
import io.rejoin.server.json.Json;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rejoin bundle export|import|token}: news in a file, for a site without a link. */
@CommandLine.Command(
    name = "bundle",
    description = "Carries news in a file, to a node that no link reaches.",
    mixinStandardHelpOptions = true)
public final class BundleCommand implements Command {
  @Spec
  private CommandSpec spec = CommandSpec.create();

  /** For whom an export is; without any of these it holds everything. */
  static final class Base {
    @Option(
        names = "--for",
        paramLabel = "NODE",
        description = "What this member lacks, as far as the node knows; a name or an id.")
    private @Nullable String receiver;

    @Option(
        names = "--since",
        paramLabel = "TOKEN",
        description = "What the node that gave this token lacks.")
    private @Nullable String token;
  }

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "say what to do: bundle export FILE, bundle import FILE, bundle token");
  }

  @CommandLine.Command(
      name = "export",
      description = "Writes a file; without --for and --since, of everything.",
      mixinStandardHelpOptions = true)
  int export(
      @Parameters(paramLabel = "FILE", description = "A file that does not exist yet.") Path file,
      @ArgGroup Base base,
      @Mixin NodeOptions options) {
    ObjectNode body = Json.object().put("file", absolute(file));
    if (base != null && base.receiver != null) {
      body.put("for", base.receiver);
    } else if (base != null && base.token != null) {
      body.put("since", base.token);
    }
    JsonNode reply = options.patientClient().post("/admin/bundle/export", body);
    return options.say(
        out(),
        reply,
        "wrote " + Quantity.count(reply.path("entries").asLong()) + " entries, "
            + Quantity.bytes(reply.path("bytes").asLong()) + ", to " + file);
  }

  @CommandLine.Command(
      name = "import",
      description = "Joins a file; twice is once.",
      mixinStandardHelpOptions = true)
  int take(
      @Parameters(paramLabel = "FILE", description = "What an export has written.") Path file,
      @Mixin NodeOptions options) {
    JsonNode reply = options
        .patientClient()
        .post("/admin/bundle/import", Json.object().put("file", absolute(file)));
    String rest = reply.path("complete").asBoolean()
        ? ""
        : "\nThis node lacks what the bundle builds upon, or what its maker has forgotten since; so"
            + " later\nbundles bring the same again. One that builds upon what is here:\n"
            + "  rejoin bundle export FILE --since " + reply.path("token").asText();
    return options.say(
        out(),
        reply,
        "joined " + Quantity.count(reply.path("changes").asLong()) + " changes and "
            + Quantity.count(reply.path("removals").asLong()) + " removals" + rest);
  }

  @CommandLine.Command(
      name = "token",
      description = "Says what a node has, as a text for 'bundle export --since' at another one.",
      mixinStandardHelpOptions = true)
  int token(@Mixin NodeOptions options) {
    JsonNode reply = options.client().post("/admin/bundle/token", Json.object());
    return options.say(out(), reply, reply.path("token").asText());
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private static String absolute(Path file) {
    return file.toAbsolutePath().normalize().toString();
  }
}
