package io.rejoin.node.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.rejoin.membership.placement.Copies;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One key below {@code rejoin}, with the values that it takes. Values of a file and values given in
 * code pass through the same reading and the same checks.
 *
 * @param <T> what the key's value is in Java
 */
public final class Setting<T> {
  private static final String SLOT = "value";

  private final String path;
  private final String allowed;
  private final Function<Config, T> reader;
  private final Predicate<T> valid;
  private final T fallback;

  private Setting(Range<T> range, Function<Config, T> reader, T fallback) {
    this.path = range.path;
    this.allowed = range.allowed;
    this.valid = range.valid;
    this.reader = reader;
    this.fallback = fallback;
  }

  private record Range<T>(String path, String allowed, Predicate<T> valid) {}

  /** A name that people give. */
  static Setting<String> name(String path, String fallback) {
    return new Setting<>(
        new Range<>(path, "a name of at most 64 bytes without blanks at its ends", Setting::isName),
        config -> config.getString(SLOT),
        fallback);
  }

  /** A name that may be absent; the empty text says so. */
  static Setting<Optional<String>> optionalName(String path) {
    return optional(path, "a name of at most 64 bytes", Setting::isName);
  }

  /** A text of up to 1,024 characters that may be absent. */
  static Setting<Optional<String>> optionalText(String path) {
    return optional(path, "a text of up to 1,024 characters", text -> text.length() <= 1_024);
  }

  /** An address that may be absent. */
  static Setting<Optional<String>> optionalAddress(String path, Optional<String> fallback) {
    Setting<Optional<String>> absent = optional(path, HostAndPort.FORM, HostAndPort::isValid);
    return new Setting<>(new Range<>(path, absent.allowed, absent.valid), absent.reader, fallback);
  }

  /** 32 hexadecimal digits that may be absent. */
  static Setting<Optional<String>> optionalId(String path) {
    return optional(path, "32 hexadecimal digits", text -> text.matches("[0-9a-f]{32}"));
  }

  private static Setting<Optional<String>> optional(
      String path, String allowed, Predicate<String> valid) {
    return new Setting<>(
        new Range<>(path, allowed, text -> text.isEmpty() || valid.test(text.get())),
        config -> Optional.of(config.getString(SLOT)).filter(text -> !text.isEmpty()),
        Optional.empty());
  }

  /** Any number of addresses. */
  static Setting<List<String>> addresses(String path) {
    return new Setting<>(
        new Range<>(
            path,
            "a list of addresses, each " + HostAndPort.FORM,
            list -> list.stream().allMatch(HostAndPort::isValid)),
        config -> List.copyOf(config.getStringList(SLOT)),
        List.of());
  }

  /** One word of a few. */
  static Setting<String> choice(String path, String fallback, List<String> words) {
    return new Setting<>(
        new Range<>(path, "one of " + String.join(", ", words), words::contains),
        config -> config.getString(SLOT).toLowerCase(Locale.ROOT),
        fallback);
  }

  /** How many nodes hold the entries of a bucket. */
  static Setting<Copies> copies(String path) {
    String allowed = "all, a number from 1 to " + Copies.MOST + ", or home(SITE)+2";
    return new Setting<>(
        new Range<>(path, allowed, copies -> true),
        config -> Copies.parse(config.getString(SLOT)),
        Copies.ALL);
  }

  static Setting<Boolean> flag(String path, boolean fallback) {
    return new Setting<>(
        new Range<>(path, "true or false", flag -> true),
        config -> config.getBoolean(SLOT),
        fallback);
  }

  static Setting<Integer> powerOfTwo(String path, int fallback, int max) {
    return new Setting<>(
        new Range<>(
            path,
            "a power of two from 1 to " + max,
            number -> number >= 1 && number <= max && Integer.bitCount(number) == 1),
        config -> config.getInt(SLOT),
        fallback);
  }

  static Setting<Integer> count(String path, int fallback, int min, int max) {
    return new Setting<>(
        new Range<>(
            path,
            "a whole number from " + min + " to " + max,
            number -> number >= min && number <= max),
        config -> config.getInt(SLOT),
        fallback);
  }

  /** A number of bytes, written as a number or like {@code 64 KiB}. */
  static Setting<Integer> size(String path, int fallback, int min, int max) {
    return new Setting<>(
        new Range<>(
            path,
            "a size from " + inWords(min) + " to " + inWords(max),
            bytes -> bytes >= min && bytes <= max),
        config -> Math.toIntExact(config.getBytes(SLOT)),
        fallback);
  }

  /** A length of time, written like {@code 30 s} or {@code 7d}. */
  static Setting<Duration> duration(String path, Duration fallback, Duration min, Duration max) {
    return new Setting<>(
        new Range<>(
            path,
            "a duration from " + inWords(min) + " to " + inWords(max) + ", such as 30 s or 7 d",
            time -> time.compareTo(min) >= 0 && time.compareTo(max) <= 0),
        config -> config.getDuration(SLOT),
        fallback);
  }

  /** The whole key, from {@code rejoin} on. */
  public String path() {
    return path;
  }

  public T fallback() {
    return fallback;
  }

  /**
   * Reads a value given in code.
   *
   * @throws InvalidSetting if it has the wrong type or lies out of range
   */
  T read(Object raw) throws InvalidSetting {
    return read(ConfigValueFactory.fromAnyRef(raw), "");
  }

  /** Reads a value of a file; {@code where} opens the message of a failure. */
  T read(ConfigValue raw, String where) throws InvalidSetting {
    T value;
    try {
      value = reader.apply(raw.atKey(SLOT));
    } catch (ConfigException | ArithmeticException | IllegalArgumentException unreadable) {
      throw refused(raw, where);
    }
    if (!valid.test(value)) {
      throw refused(raw, where);
    }
    return value;
  }

  private InvalidSetting refused(ConfigValue raw, String where) {
    String given = String.valueOf(raw.unwrapped());
    String shown = given.length() > 80 ? given.substring(0, 80) + "..." : given;
    return new InvalidSetting(where + path + " must be " + allowed + ", not '" + shown + "'");
  }

  private static boolean isName(String text) {
    return !text.isBlank()
        && text.getBytes(StandardCharsets.UTF_8).length <= 64
        && text.equals(text.strip())
        && text.chars().noneMatch(Character::isISOControl);
  }

  private static String inWords(Duration time) {
    if (time.toDays() > 0) {
      return time.toDays() + " d";
    }
    return time.toSeconds() > 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }

  private static String inWords(int bytes) {
    if (bytes % (1 << 20) == 0) {
      return (bytes >> 20) + " MiB";
    }
    return bytes % 1_024 == 0 ? (bytes >> 10) + " KiB" : bytes + " bytes";
  }
}
