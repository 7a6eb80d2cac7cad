package io.rejoin.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The rules that a text can be checked for; every complaint says where and what. */
final class HouseRules {
  static final int MAX_LINES = 400;
  static final int MAX_COLUMNS = 100;
  static final int MAX_FILES_IN_PACKAGE = 20;

  // In two halves, so that this file keeps its own rule.
  private static final Pattern UNFINISHED = Pattern.compile("\\b(TO" + "DO|FIX" + "ME)\\b");
  private static final Pattern TYPE =
      Pattern.compile("\\b(?:class|interface|record|enum)\\s+([A-Z]\\w*)");
  private static final Pattern RECORD = Pattern.compile("\\brecord\\s+([A-Z]\\w*)[^({;]*\\(");
  private static final Pattern WORD = Pattern.compile("(?=[A-Z])");
  private static final Set<String> EMPTY_WORDS =
      Set.of("Impl", "Manager", "Helper", "Helpers", "Util", "Utils");
  private static final Set<String> EMPTY_FIRST_WORDS = Set.of("Abstract", "Default");

  private HouseRules() {}

  static List<String> unfinished(Source source) {
    List<String> complaints = new ArrayList<>();
    int number = 0;
    for (String line : source.lines()) {
      number++;
      if (UNFINISHED.matcher(line).find()) {
        complaints.add(source.at(number) + "unfinished work");
      }
    }
    return complaints;
  }

  static List<String> size(Source source) {
    List<String> complaints = new ArrayList<>();
    if (source.lines().size() > MAX_LINES) {
      complaints.add(source.path() + ": " + source.lines().size() + " lines > " + MAX_LINES);
    }
    int number = 0;
    for (String line : source.lines()) {
      number++;
      if (line.length() > MAX_COLUMNS && !line.startsWith("import ")) {
        complaints.add(source.at(number) + line.length() + " columns > " + MAX_COLUMNS);
      }
    }
    return complaints;
  }

  static List<String> names(Source source) {
    List<String> complaints = new ArrayList<>();
    TYPE.matcher(source.code()).results().map(type -> type.group(1)).forEach(name -> {
      List<String> words = List.of(WORD.split(name));
      if (EMPTY_FIRST_WORDS.contains(words.get(0))
          || words.stream().anyMatch(EMPTY_WORDS::contains)) {
        complaints.add(source.path() + ": the name " + name + " says nothing");
      }
    });
    return complaints;
  }

  static List<String> records(Source source) {
    List<String> complaints = new ArrayList<>();
    String code = source.code();
    RECORD.matcher(code).results().forEach(header -> {
      String components = code.substring(header.end(), closing(code, header.end()));
      if (Pattern.compile("\\bbyte\\s*(\\[|\\.\\.\\.)").matcher(components).find()) {
        complaints.add(source.path() + ": record " + header.group(1) + " holds a byte[]");
      }
    });
    return complaints;
  }

  static List<String> packages(List<Source> sources) {
    TreeMap<String, Integer> files = new TreeMap<>();
    TreeMap<String, Boolean> marked = new TreeMap<>();
    for (Source source : sources) {
      boolean describes = source.name().equals("package-info.java");
      files.merge(source.folder(), describes ? 0 : 1, Integer::sum);
      marked.merge(
          source.folder(), describes && source.code().contains("@NullMarked"), Boolean::logicalOr);
    }
    List<String> complaints = new ArrayList<>();
    files.forEach((folder, count) -> {
      if (count > MAX_FILES_IN_PACKAGE) {
        complaints.add(folder + ": " + count + " files > " + MAX_FILES_IN_PACKAGE);
      }
    });
    marked.forEach((folder, isMarked) -> {
      if (!isMarked && folder.contains("src/main/java")) {
        complaints.add(folder + ": no package-info.java with @NullMarked");
      }
    });
    return complaints;
  }

  private static int closing(String code, int from) {
    int depth = 1;
    for (int i = from; i < code.length(); i++) {
      depth += code.charAt(i) == '(' ? 1 : code.charAt(i) == ')' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return code.length();
  }
}
