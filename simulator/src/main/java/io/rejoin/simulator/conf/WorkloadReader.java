package io.rejoin.simulator.conf;

import io.rejoin.Level;
import io.rejoin.simulator.conf.text.Complaint;
import io.rejoin.simulator.scenario.OperationName;
import io.rejoin.simulator.scenario.OperationSpec;
import io.rejoin.simulator.scenario.Workload;
import io.rejoin.simulator.world.Distribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code workload}, and single operations. */
final class WorkloadReader {
  private static final Distribution STANDARD_GAP = Distribution.exponential(1e9);
  private static final int MOST_CLIENTS = 1_000;
  private static final int MOST_WEIGHT = 1_000_000;
  private static final long LARGEST = 16L << 20;
  private static final Pattern ONLY = Pattern.compile("\\S+#\\d{1,4}:\\d{1,12}");
  private static final Pattern STEP = Pattern.compile("([a-z.-]+)([?*+]?)");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
  private static final List<String> PLACEHOLDERS =
      List.of("site", "node", "block", "client", "any-site", "any-node");

  private final Fields scenario;
  private final Names names;

  WorkloadReader(Fields scenario, Names names) {
    this.scenario = scenario;
    this.names = names;
  }

  List<Workload> read() {
    List<Workload> workloads = new ArrayList<>();
    scenario.entries("workload").forEach(entry -> {
      Fields fields = scenario.in(entry.getValue(), Vocabulary.WORKLOAD);
      workload(entry.getKey(), fields).ifPresent(workloads::add);
    });
    return workloads;
  }

  private Optional<Workload> workload(String name, Fields fields) {
    List<String> on = fields.get("on", List.of("all"), names.places());
    int clients = fields.get("clients-per-node", 1, Kind.number(1, MOST_CLIENTS));
    if (fields.has("rate") && fields.has("gap")) {
      fields.complain("gap", "says the same as rate: only one of them can be given");
    }
    Distribution gap = fields
        .find("rate", Kind.GAPS)
        .or(() -> fields.find("gap", Kind.TIMES))
        .orElse(STANDARD_GAP);
    double roams = fields.get("roams", 0.0, Kind.SHARE);
    List<OperationSpec> mix = new ArrayList<>();
    for (Tree item : fields.items("mix")) {
      Fields operation = fields.in(item, Vocabulary.OPERATION);
      int weight = operation.get("weight", 1, Kind.number(1, MOST_WEIGHT));
      operation(operation, weight).ifPresent(mix::add);
    }
    if (fields.items("mix").isEmpty()) {
      fields.complaints().add(fields.where(), "the workload " + name + " needs a mix = [ ... ]");
    } else if (mix.isEmpty()) {
      return Optional.empty();
    }
    List<String> script = fields.get("script", List.of(), value -> script(value, mix));
    List<String> only = fields.get("only", List.of(), Kind.list(WorkloadReader::only));
    return mix.isEmpty()
        ? Optional.empty()
        : fields.make(
            () -> new Workload(name, on, clients, roams, gap, mix, script, new TreeSet<>(only)));
  }

  /** An operation of a mix or of a load. */
  static Optional<OperationSpec> operation(Fields fields, int weight) {
    String op = fields.need("op", "any", Kind.choice("operation", OperationName.all()));
    String key = fields.need("key", "key", WorkloadReader::key);
    boolean own = fields
        .find("of", Kind.choice("word", List.of("own", "any")))
        .map("own"::equals)
        .orElse(false);
    int values = fields.get("values", 0, Kind.number(0, 1_000_000));
    Distribution amount = fields.get("amount", Distribution.constant(1), Kind.AMOUNTS);
    long size = fields.get("size", 0L, Kind.SIZE);
    if (size > LARGEST) {
      fields.complain("size", "is at most 16MiB");
    }
    String level = fields.get("level", "local", WorkloadReader::level);
    return fields.make(() -> new OperationSpec(weight, op, key, values, own, amount, size, level));
  }

  private static String key(Tree value) throws Complaint {
    String key = Kind.TEXT.read(value);
    if (key.isEmpty() || key.length() > 200) {
      throw new Complaint("a key has 1 to 200 characters");
    }
    Matcher matcher = PLACEHOLDER.matcher(key);
    while (matcher.find()) {
      String word = matcher.group(1);
      Matcher range = Pattern.compile("(\\d{1,9})\\.\\.(\\d{1,9})").matcher(word);
      boolean counts =
          range.matches() && Integer.parseInt(range.group(1)) <= Integer.parseInt(range.group(2));
      if (!counts && !PLACEHOLDERS.contains(word)) {
        throw new Complaint(
            Complaint.unknown("placeholder", word, PLACEHOLDERS) + ", and {1..9} counts");
      }
    }
    return key;
  }

  private static String level(Tree value) throws Complaint {
    String level = Kind.TEXT.read(value);
    try {
      return Level.parse(level).toString();
    } catch (IllegalArgumentException e) {
      throw new Complaint(String.valueOf(e.getMessage()));
    }
  }

  private static String only(Tree value) throws Complaint {
    String text = Kind.TEXT.read(value);
    if (!ONLY.matcher(text).matches()) {
      throw new Complaint("is node#client:n, such as depot-1/1#2:17, not '" + text + "'");
    }
    return text;
  }

  /** Steps as names of operations of the mix. */
  private static List<String> script(Tree value, List<OperationSpec> mix) throws Complaint {
    List<String> steps = new ArrayList<>();
    for (String text : Kind.TEXT.read(value).strip().split("\\s+", -1)) {
      Matcher step = STEP.matcher(text);
      if (!step.matches()) {
        throw new Complaint(
            "a step is a verb with ?, * or + or nothing behind it, not '" + text + "'");
      }
      steps.add(operation(step.group(1), mix) + step.group(2));
    }
    return steps;
  }

  private static String operation(String word, List<OperationSpec> mix) throws Complaint {
    String verb = word.equals("qty") ? "set-quantity" : word;
    List<String> ops = mix.stream().map(OperationSpec::op).distinct().toList();
    List<String> fit = ops.stream()
        .filter(op -> op.equals(verb) || op.endsWith("." + verb.toLowerCase(Locale.ROOT)))
        .toList();
    if (fit.size() != 1) {
      throw new Complaint(
          fit.isEmpty()
              ? "the step " + word + " is no operation of the mix: " + String.join(", ", ops)
              : "the step " + word + " may be " + String.join(" or ", fit));
    }
    return fit.get(0);
  }
}
