package io.rejoin.architecture;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A text file of the repository; the path is relative to its root, with slashes. */
record Source(String path, String text) {
  private static final Pattern NOT_CODE = Pattern.compile(
      "\"\"\"(?:[^\\\\]|\\\\.)*?\"\"\"" // text block
          + "|\"(?:[^\"\\\\\\n]|\\\\.)*\"" // string
          + "|'(?:[^'\\\\\\n]|\\\\.)*'" // character
          + "|/\\*[\\s\\S]*?\\*/" // comment
          + "|//[^\\n]*",
      Pattern.DOTALL);

  List<String> lines() {
    return text.lines().toList();
  }

  /** The text without comments and without what stands in literals. */
  String code() {
    return NOT_CODE.matcher(text).replaceAll(Source::blank);
  }

  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  String folder() {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  String at(int line) {
    return path + ":" + line + ": ";
  }

  private static String blank(MatchResult found) {
    return found.group().startsWith("/") ? " " : "\"\"";
  }
}
