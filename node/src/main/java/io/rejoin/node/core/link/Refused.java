package io.rejoin.node.core.link;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** How often something was refused, by reason. Reasons are words of ours, never of a peer. */
public final class Refused {
  /** Bytes that do not parse. */
  public static final String MALFORMED = "malformed";

  /** A frame that is out of place: before the handshake, or in a role its sender does not have. */
  public static final String OUT_OF_PLACE = "out-of-place";

  /** A frame that is longer than the limit when put together. */
  public static final String TOO_LONG = "too-long";

  /** More unfinished frames than there is room for. */
  public static final String ASSEMBLY_FULL = "assembly-full";

  /** More questions at one time than an honest node asks. */
  public static final String ASKS_TOO_MUCH = "asks-too-much";

  /** A link that never named itself. */
  public static final String SILENT = "silent";

  /** More links than the limit. */
  public static final String TOO_MANY_LINKS = "too-many-links";

  /** A hybrid time beyond the drift bound; it was cut down, nothing else was refused. */
  public static final String CLOCK_AHEAD = "clock-ahead";

  /** A frame on which our own code failed. */
  public static final String FAULT = "fault";

  private final SortedMap<String, Long> counts = new TreeMap<>();

  public void count(String reason) {
    counts.merge(reason, 1L, Long::sum);
  }

  public SortedMap<String, Long> view() {
    return Collections.unmodifiableSortedMap(new TreeMap<>(counts));
  }
}
