package io.rejoin.simulator.conf.text;

import io.rejoin.node.config.Spelling;
import java.util.Collection;
import java.util.List;

/** Why one value cannot be used. */
public final class Complaint extends Exception {
  private static final long serialVersionUID = 1L;

  private final String what;

  public Complaint(String what) {
    super(what, null, false, false);
    this.what = what;
  }

  public String what() {
    return what;
  }

  /** Such as {@code unknown key 'pasue'; the nearest known key is pause}. */
  public static String unknown(String what, String word, Collection<String> known) {
    String shown = word.length() > 60 ? word.substring(0, 60) + "..." : word;
    return "unknown " + what + " '" + shown + "'"
        + (known.isEmpty()
            ? ""
            : "; the nearest known " + what + " is " + Spelling.nearest(shown, List.copyOf(known)));
  }
}
