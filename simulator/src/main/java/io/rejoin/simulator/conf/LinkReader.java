package io.rejoin.simulator.conf;

import io.rejoin.simulator.conf.text.Complaint;
import io.rejoin.simulator.scenario.LinkRule;
import io.rejoin.simulator.world.Distribution;
import io.rejoin.simulator.world.LinkProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code profiles} and {@code links}. */
final class LinkReader {
  private static final Pattern PAIR = Pattern.compile("(\\S+)\\s*(<->|->)\\s*(\\S+)");
  private static final Pattern WITHIN = Pattern.compile("within\\s+(\\S+)");
  private static final Duration HANDOVER_WIDTH = Duration.ofMillis(500);

  private final Fields scenario;
  private final Names names;
  private final Map<String, Ways> profiles = new LinkedHashMap<>();

  /** There, and back. */
  private record Ways(LinkProfile there, LinkProfile back) {
    static Ways both(LinkProfile profile) {
      return new Ways(profile, profile);
    }
  }

  LinkReader(Fields scenario, Names names) {
    this.scenario = scenario;
    this.names = names;
    LinkProfile.known().forEach((name, profile) -> profiles.put(name, Ways.both(profile)));
  }

  List<LinkRule> read() {
    scenario.entries("profiles").forEach(entry -> {
      Fields fields = scenario.in(entry.getValue(), Vocabulary.LINK);
      profiles.put(entry.getKey(), ways(fields, LinkProfile.wan()));
    });
    Map<String, LinkRule> rules = new LinkedHashMap<>();
    scenario.entries("links").forEach(entry -> {
      for (LinkRule rule : rules(entry.getKey(), entry.getValue())) {
        String key = rule.from() + " " + rule.to() + " " + rule.within();
        rules.remove(key);
        rules.put(key, rule);
      }
    });
    return List.copyOf(rules.values());
  }

  private List<LinkRule> rules(String key, Tree value) {
    Matcher within = WITHIN.matcher(key.strip());
    if (within.matches()) {
      String name = end(within.group(1), value);
      return way(value, LinkProfile.lan())
          .map(ways -> List.of(rule(name, name, ways.map(Ways::there), true)))
          .orElse(List.of());
    }
    Matcher pair = PAIR.matcher(key.strip());
    if (!pair.matches()) {
      scenario
          .complaints()
          .add(
              value.where(),
              "a link is \"a <-> b\", \"a -> b\" or \"within a\", not \"" + key + "\"");
      return List.of();
    }
    String from = end(pair.group(1), value);
    String to = end(pair.group(3), value);
    return way(value, LinkProfile.wan())
        .map(ways -> {
          List<LinkRule> rules = new ArrayList<>();
          rules.add(rule(from, to, ways.map(Ways::there), false));
          if (pair.group(2).equals("<->") && !from.equals(to)) {
            rules.add(rule(to, from, ways.map(Ways::back), false));
          }
          return rules;
        })
        .orElse(List.of());
  }

  private static LinkRule rule(
      String from, String to, Optional<LinkProfile> profile, boolean within) {
    return new LinkRule(from, to, within, profile);
  }

  private String end(String name, Tree value) {
    if (!name.equals("*")) {
      try {
        return names.place().read(new Tree.Text(value.where(), name));
      } catch (Complaint refused) {
        scenario.complaints().add(value.where(), "links: " + refused.what());
      }
    }
    return name;
  }

  /** Empty inside if there is no link, empty if it cannot be read. */
  private Optional<Optional<Ways>> way(Tree value, LinkProfile standard) {
    if (value instanceof Tree.Section) {
      return Optional.of(Optional.of(ways(scenario.in(value, Vocabulary.LINK), standard)));
    }
    String text = value instanceof Tree.Text word ? word.text().strip() : value.form();
    if (text.equals("none")) {
      return Optional.of(Optional.empty());
    } else if (text.startsWith("via ")) {
      end(text.substring(4).strip(), value);
      return Optional.of(Optional.empty());
    } else if (profiles.containsKey(text)) {
      return Optional.of(Optional.ofNullable(profiles.get(text)));
    }
    scenario
        .complaints()
        .add(
            value.where(),
            "a link is { profile = lan }, none or via hub, not " + text + "; "
                + Complaint.unknown("profile", text, profiles.keySet()));
    return Optional.empty();
  }

  private Ways ways(Fields fields, LinkProfile standard) {
    Ways base = fields
        .find("profile", Kind.choice("profile", profiles.keySet()))
        .flatMap(name -> Optional.ofNullable(profiles.get(name)))
        .orElse(Ways.both(standard));
    long there = base.there().bytesPerSecond();
    long back = base.back().bytesPerSecond();
    if (fields.tree("rate").orElse(null) instanceof Tree.Section) {
      Optional<Fields> rates = fields.section("rate", Vocabulary.RATES);
      there = rates
          .map(rate -> rate.get("up", base.there().bytesPerSecond(), Kind.RATE))
          .orElse(there);
      back = rates
          .map(rate -> rate.get("down", base.back().bytesPerSecond(), Kind.RATE))
          .orElse(back);
    } else if (fields.has("rate")) {
      there = fields.get("rate", there, Kind.RATE);
      back = there;
    }
    return new Ways(profile(fields, base.there(), there), profile(fields, base.back(), back));
  }

  private static LinkProfile profile(Fields fields, LinkProfile base, long rate) {
    Distribution latency = fields.get("latency", base.latency(), Kind.TIMES);
    Optional<LinkProfile.Handover> handover = fields
        .section("handover", Vocabulary.HANDOVER)
        .flatMap(LinkReader::handover)
        .or(base::handover);
    Optional<LinkProfile.Flap> flap =
        fields.section("flap", Vocabulary.FLAP).map(LinkReader::flap).or(base::flap);
    return fields
        .make(() -> new LinkProfile(
            latency,
            fields.get("loss", base.loss(), Kind.LOSS),
            fields.get("duplicate", base.duplicate(), Kind.SHARE),
            fields.get("reorder", base.reorder(), Kind.SHARE),
            fields.get("packet-corrupt", base.corrupt(), Kind.SHARE),
            rate,
            fields.get("queue", base.queueBytes(), Kind.SIZE),
            handover,
            flap))
        .orElse(base);
  }

  private static Optional<LinkProfile.Handover> handover(Fields fields) {
    Duration every = fields.need("every", Duration.ofSeconds(15), Kind.POSITIVE_DURATION);
    Duration spike = fields.need("spike", Duration.ZERO, Kind.POSITIVE_DURATION);
    double loss = fields.get("spike-loss", 0.0, Kind.SHARE);
    Duration width = fields.get("width", HANDOVER_WIDTH, Kind.POSITIVE_DURATION);
    return fields.make(() -> new LinkProfile.Handover(every, spike, loss, width));
  }

  private static LinkProfile.Flap flap(Fields fields) {
    Distribution none = Distribution.constant(1);
    return new LinkProfile.Flap(
        fields.need("down", none, Kind.TIMES), fields.need("up", none, Kind.TIMES));
  }
}
