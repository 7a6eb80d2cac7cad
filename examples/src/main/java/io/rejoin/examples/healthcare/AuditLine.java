package io.rejoin.examples.healthcare;

import io.rejoin.Codec;
import java.util.List;
import java.util.Locale;

/**
 * Something that happened at a site.
 *
 * @param number within its page, from 1; the order in which it was written
 * @param when by the clock of the site, which nobody vouches for
 * @param who a person, or {@code grid} for what came from other sites
 * @param patient the patient's id, or empty
 */
public record AuditLine(long number, String when, Kind kind, String who, String patient, String what) {
  static final Codec<AuditLine> CODEC = new Texts<>(6, AuditLine::texts, AuditLine::of);

  /** What a line tells of. */
  public enum Kind {
    /** The site began to listen; what came in since it last did is told by nobody. */
    OPENED,
    /** Somebody at the site changed a record. */
    EDITED,
    /** A change from elsewhere was joined with what was here. */
    JOINED
  }

  private List<String> texts() {
    return List.of(Long.toString(number), when, kind.name(), who, patient, what);
  }

  private static AuditLine of(List<String> texts) {
    return new AuditLine(
        Long.parseLong(texts.get(0)),
        texts.get(1),
        Kind.valueOf(texts.get(2)),
        texts.get(3),
        texts.get(4),
        texts.get(5));
  }

  @Override
  public String toString() {
    return "%s  %-6s  %s".formatted(when, kind.name().toLowerCase(Locale.ROOT), what);
  }
}
