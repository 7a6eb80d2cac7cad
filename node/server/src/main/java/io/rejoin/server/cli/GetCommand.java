package io.rejoin.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.rejoin.server.Command;
import io.rejoin.server.json.Json;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rejoin get TYPE KEY}: the value of one entry as one node has it. */
@CommandLine.Command(
    name = "get",
    description = "Shows the value of an entry, as one node has it.",
    mixinStandardHelpOptions = true)
public final class GetCommand implements Command {
  @Mixin
  private final NodeOptions options = new NodeOptions();

  @Parameters(index = "0", paramLabel = "TYPE", description = "cart, pn-counter, aw-set, ...")
  private String type = "";

  @Parameters(index = "1", paramLabel = "KEY", description = "For example carts/alice.")
  private String key = "";

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      description = "Asks other nodes first: copies(2), sites(2), majority, all.")
  private String level = "";

  @Option(
      names = "--partial",
      description = "Shows what the node has of it, even if others have more.")
  private boolean partial;

  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    String query = "?partial=" + partial + (level.isEmpty() ? "" : "&level=" + escaped(level));
    JsonNode entry = options.client().get("/v1/" + escaped(type) + "/" + escaped(key) + query);
    PrintWriter out = spec.commandLine().getOut();
    if (!entry.path("reached").asBoolean(true)) {
      spec.commandLine()
          .getErr()
          .println("only " + entry.path("answered").asInt() + " of "
              + entry.path("required").asInt() + " have answered");
    }
    if (options.json) {
      out.println(Json.line(entry));
    } else if (type.equals("cart")) {
      out.print(cart(entry.path("value")));
    } else {
      JsonNode value = entry.path("value");
      out.println(value.isTextual() ? value.asText() : Json.pretty(value));
    }
    return 0;
  }

  private static String cart(JsonNode cart) {
    Layout layout = new Layout();
    for (JsonNode line : cart.path("lines")) {
      layout.row(
          "", Quantity.count(line.path("quantity").asLong()), line.path("sku").asText());
    }
    for (JsonNode order : cart.path("orders")) {
      layout.row("order " + order.path("id").asText());
      for (JsonNode line : order.path("lines")) {
        layout.row(
            "", Quantity.count(line.path("quantity").asLong()), line.path("sku").asText());
      }
    }
    return layout.text();
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
