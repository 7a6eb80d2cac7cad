package io.rejoin.simulator.scenario;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The checks that a scenario can ask for, and the settings that each takes. */
public enum CheckName {
  LOCAL_AVAILABILITY,
  CONVERGE_WITHIN,
  NO_LOST_ADDS,
  NO_RESURRECTED_REMOVES,
  COUNTERS_EXACT,
  CARTS_EXACT,
  NEVER_OVERSOLD,
  READ_YOUR_WRITES,
  MONOTONIC_READS,
  FRESH_READS,
  VIEWS_AGREE,
  ROOTS_EQUAL,
  COPIES_LIVE,
  DOTS_UNIQUE,
  CLOCKS_SOUND,
  MEMBERSHIP_CONVERGES,
  BYTES_BOUND,
  DURABLE_AFTER_ACK,
  CORRUPTION_CONTAINED,
  LATTICE_LAWS,
  FORGETS,
  EXPIRES,
  DETERMINISTIC;

  /** What a check can be told; the text of its value in a {@link CheckSpec} is of this measure. */
  public enum Setting {
    /** The time that operations, convergence or membership may take. */
    WITHIN(Measure.NANOSECONDS),
    /** Which heals are looked at. */
    AFTER(Measure.HEAL),
    /** Of all nodes in the whole run. */
    SUSPICIONS_BELOW(Measure.COUNT),
    /** When nothing is to be repaired. */
    BYTES_PER_NODE_PER_MINUTE_BELOW(Measure.BYTES),
    /** Bytes of repair are at most so many times the divergent ones, and... */
    REPAIR_FACTOR(Measure.NUMBER),
    /** ...so many for each pair of nodes. */
    REPAIR_PER_PAIR(Measure.BYTES),
    /** How often an operation comes to a site from others when nothing is to be repaired. */
    COPIES_PER_SITE_BELOW(Measure.NUMBER),
    /** Of what waits to be sent. */
    BUFFERS_BELOW(Measure.BYTES);

    private final Measure measure;

    Setting(Measure measure) {
      this.measure = measure;
    }

    public Measure measure() {
      return measure;
    }

    @Override
    public String toString() {
      return words(name());
    }
  }

  /** Of a setting's value. */
  public enum Measure {
    NANOSECONDS,
    BYTES,
    /** A whole number. */
    COUNT,
    NUMBER,
    /** The word last-heal or every-heal. */
    HEAL
  }

  /** The check of a name such as {@code no-lost-adds}. */
  public static Optional<CheckName> of(String name) {
    return Arrays.stream(values())
        .filter(check -> check.toString().equals(name))
        .findFirst();
  }

  /** All names, in the order in which they are documented. */
  public static List<String> all() {
    return Arrays.stream(values()).map(CheckName::toString).toList();
  }

  /** The settings that it takes. */
  public List<Setting> settings() {
    return switch (this) {
      case LOCAL_AVAILABILITY -> List.of(Setting.WITHIN);
      case CONVERGE_WITHIN -> List.of(Setting.WITHIN, Setting.AFTER);
      case MEMBERSHIP_CONVERGES -> List.of(Setting.WITHIN, Setting.SUSPICIONS_BELOW);
      case BYTES_BOUND ->
        List.of(
            Setting.BYTES_PER_NODE_PER_MINUTE_BELOW,
            Setting.REPAIR_FACTOR,
            Setting.REPAIR_PER_PAIR,
            Setting.COPIES_PER_SITE_BELOW,
            Setting.BUFFERS_BELOW);
      default -> List.of();
    };
  }

  @Override
  public String toString() {
    return words(name());
  }

  private static String words(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
