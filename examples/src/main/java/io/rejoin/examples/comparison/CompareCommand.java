package io.rejoin.examples.comparison;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.examples.comparison.field.Field;
import io.rejoin.examples.terminal.Page;
import io.rejoin.server.BadInput;
import io.rejoin.server.Command;
import io.rejoin.server.Main;
import io.rejoin.simulator.scenario.Seeds;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Plays the same histories under last-writer-wins, a majority quorum, and the grid. */
@CommandLine.Command(
    name = "compare",
    description = {
      "Carries out the same histories under last-writer-wins, under a majority quorum and under"
          + " Rejoin, and counts what each refused, lost and brought back.",
      "Ends with 0 only if Rejoin lost nothing, brought nothing back and broke no limit."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class CompareCommand implements Command {
  @Spec
  private @Nullable CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "FIELD",
      description = "shop, logistics, finance, healthcare; all if none is named.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--seeds",
      paramLabel = "A..B",
      description = "Each draws sites, cuts and what people do.",
      defaultValue = "1..5")
  private String seeds = "";

  @Option(names = "--json", description = "Print all numbers as one JSON object in the last line.")
  private boolean json;

  @Override
  public Integer call() {
    Seeds range = Seeds.parse(seeds)
        .orElseThrow(
            () -> new BadInput("--seeds is '%s' and must be like 1..20 or 7".formatted(seeds)));
    List<Field<?>> fields = fields();
    PrintWriter out = out();
    Page page = new Page(out, CommandLine.Help.Ansi.AUTO.enabled());
    page.line("  %s seeds, each a history of 60 s at 3 or 5 sites: 30 s together, 20 s split into"
        .formatted(range.count()));
    page.line("  a majority and a minority, 10 s all apart. LWW: the last writer wins.");
    page.line("");
    ObjectNode all = JsonNodeFactory.instance.objectNode().put("seeds", range.toString());
    boolean good = true;
    for (Field<?> field : fields) {
      Comparison<?> comparison = Comparison.of(field, range);
      Table.of(comparison).forEach(page::line);
      page.line("");
      page.end();
      all.set(field.name(), comparison.json());
      good &= comparison.grid().keepsPromises();
    }
    page.line("  lost         acknowledged, removed by nobody who saw it, and missing at the end");
    page.line("  resurrected  seen and removed, acknowledged, and there at the end");
    page.line("  the latest   all that anybody was told until then, at any site");
    page.line("");
    page.verdict("Rejoin lost nothing, brought nothing back and broke no limit.", good, List.of());
    if (json) {
      out.println(all);
    }
    page.end();
    return good ? 0 : Main.FAILED;
  }

  private List<Field<?>> fields() {
    List<Field<?>> all = Field.all();
    List<Field<?>> chosen = new ArrayList<>();
    for (String name : names) {
      chosen.add(Field.named(name)
          .orElseThrow(() -> new BadInput("no field '%s'; there are %s"
              .formatted(name, all.stream().map(Field::name).collect(Collectors.joining(", "))))));
    }
    return chosen.isEmpty() ? all : chosen;
  }

  private PrintWriter out() {
    if (spec == null) {
      throw new IllegalStateException("not called by the command line");
    }
    return spec.commandLine().getOut();
  }
}
