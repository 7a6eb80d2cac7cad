package io.rejoin.simulator.conf;

import io.rejoin.simulator.conf.text.Complaint;
import io.rejoin.simulator.conf.text.Units;
import io.rejoin.simulator.scenario.CheckName;
import io.rejoin.simulator.scenario.CheckName.Setting;
import io.rejoin.simulator.scenario.CheckSpec;
import io.rejoin.simulator.scenario.Expectation;
import io.rejoin.simulator.scenario.Happening;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads {@code checks}, {@code cover} and {@code expect}. */
final class CheckReader {
  private final Fields scenario;

  CheckReader(Fields scenario) {
    this.scenario = scenario;
  }

  List<CheckSpec> read() {
    List<CheckSpec> checks = new ArrayList<>();
    for (Tree tree : scenario.items("checks")) {
      Optional<CheckSpec> check = tree instanceof Tree.Section
          ? check(scenario.in(tree, Vocabulary.CHECK))
          : name(tree).map(name -> CheckSpec.of(name.toString()));
      check.ifPresent(checks::add);
      check.ifPresent(found -> complete(found, tree));
    }
    return checks;
  }

  private Optional<CheckName> name(Tree tree) {
    try {
      return CheckName.of(Kind.choice("check", CheckName.all()).read(tree));
    } catch (Complaint refused) {
      scenario.complaints().add(tree.where(), refused.what());
      return Optional.empty();
    }
  }

  private void complete(CheckSpec check, Tree tree) {
    boolean bare = check.settings().isEmpty();
    if (check.name().equals(CheckName.CONVERGE_WITHIN.toString())
        && !check.settings().containsKey(Setting.WITHIN.toString())) {
      scenario
          .complaints()
          .add(tree.where(), "converge-within needs a time: " + "{ converge-within = 60s }");
    } else if (bare && check.name().equals(CheckName.BYTES_BOUND.toString())) {
      scenario
          .complaints()
          .add(
              tree.where(),
              "bytes-bound needs a bound, such as " + "{ bytes-per-node-per-minute-below = 3MiB }");
    }
  }

  private Optional<CheckSpec> check(Fields fields) {
    Optional<CheckName> check = named(fields);
    if (check.isEmpty()) {
      fields
          .complaints()
          .add(
              fields.where(),
              "a check with settings is { name = within, ... }, such as "
                  + "{ converge-within = 60s, after = last-heal }");
      return Optional.empty();
    }
    CheckSpec spec = CheckSpec.of(check.get().toString());
    TreeMap<String, String> settings = new TreeMap<>();
    for (Setting setting : Setting.values()) {
      if (!check.get().settings().contains(setting)) {
        if (fields.has(setting.toString())) {
          fields.complain(setting.toString(), "is no setting of " + spec.name());
        }
      } else {
        String key = setting == Setting.WITHIN ? spec.name() : setting.toString();
        fields
            .find(key, value -> read(setting, value))
            .ifPresent(value -> settings.put(setting.toString(), value));
      }
    }
    return Optional.of(new CheckSpec(spec.name(), settings));
  }

  /** By its name as a key, or by a setting that only one check has. */
  private static Optional<CheckName> named(Fields fields) {
    return Arrays.stream(CheckName.values())
        .filter(check -> fields.has(check.toString()) && check.settings().contains(Setting.WITHIN))
        .findFirst()
        .or(() -> Arrays.stream(CheckName.values())
            .filter(check -> check.settings().stream()
                .anyMatch(setting -> setting != Setting.WITHIN && fields.has(setting.toString())))
            .findFirst());
  }

  private static String read(Setting setting, Tree value) throws Complaint {
    return switch (setting.measure()) {
      case NANOSECONDS -> Long.toString(Kind.POSITIVE_DURATION.read(value).toNanos());
      case BYTES -> Long.toString(Kind.SIZE.read(value));
      case COUNT -> Kind.number(0, 1_000_000_000).read(value).toString();
      case NUMBER -> Units.plain(Units.NUMBER.exact(Kind.TEXT.read(value)));
      case HEAL -> Kind.choice("heal", List.of("last-heal", "every-heal")).read(value);
    };
  }

  List<String> cover() {
    return scenario.get("cover", List.of(), Kind.list(Kind.choice("happening", Happening.kinds())));
  }

  Expectation expect() {
    if (!(scenario.tree("expect").orElse(null) instanceof Tree.Section)) {
      scenario.find("expect", Kind.choice("word", List.of("pass")));
      return Expectation.PASS;
    }
    return scenario
        .section("expect", Vocabulary.EXPECT)
        .map(fields ->
            fields.need("violation", List.of(), Kind.list(Kind.choice("check", CheckName.all()))))
        .map(violated -> new Expectation(new TreeSet<>(violated)))
        .orElse(Expectation.PASS);
  }
}
