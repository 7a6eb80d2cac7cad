package io.rejoin.simulator.conf.text;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number and its unit, as people write it. What is written reads back as the same number. */
public enum Units {
  /** In nanoseconds. */
  TIME("a time, such as 250ms or 2m", true, "d=86400e9 h=3600e9 m=60e9 s=1e9 ms=1e6 us=1e3 ns=1"),
  /** In bytes. */
  SIZE(
      "a size, such as 256KiB or 10MB",
      false,
      "GiB=1073741824 GB=1e9 MiB=1048576 MB=1e6 KiB=1024 kB=1e3 B=1"),
  /** In bits per second. */
  RATE("a rate, such as 20Mbit", false, "Gbit=1e9 Mbit=1e6 kbit=1e3 bit=1"),
  /** From 0 to 1. */
  SHARE("a share, such as 0.1%", false, "%=0.01"),
  /** A share of what is left, in a second. */
  HAZARD("a share in a second, such as 0.4%/s", false, "%/s=0.01 /s=1"),
  /** In millionths. */
  PPM("a drift, such as 50ppm", true, "ppm=1"),
  /** A bare one. */
  NUMBER("a number", true, "=1");

  private static final Pattern QUANTITY =
      Pattern.compile("([-+]?\\d{1,30}(?:\\.\\d{1,40})?(?:[eE][-+]?\\d{1,2})?)\\s*([A-Za-z%/]*)");
  private static final int MOST_DIGITS_AHEAD = 15;

  private final String form;
  private final boolean signed;
  private final String units;

  private record Unit(String name, BigDecimal factor) {}

  Units(String form, boolean signed, String units) {
    this.form = form;
    this.signed = signed;
    this.units = units;
  }

  /** From the greatest to the least. */
  private List<Unit> units() {
    List<Unit> list = new ArrayList<>();
    for (String unit : units.split(" ", -1)) {
      int equals = unit.indexOf('=');
      list.add(new Unit(unit.substring(0, equals), new BigDecimal(unit.substring(equals + 1))));
    }
    return list;
  }

  /** Such as "a time, such as 250ms", for messages. */
  public String form() {
    return form;
  }

  public BigDecimal exact(String text) throws Complaint {
    Matcher matcher = QUANTITY.matcher(text.strip());
    if (!matcher.matches()) {
      throw new Complaint("'" + text + "' is not " + form);
    }
    BigDecimal number = new BigDecimal(matcher.group(1));
    if (number.signum() < 0 && !signed) {
      throw new Complaint("'" + text + "' is below zero");
    }
    String name = matcher.group(2);
    if (name.isEmpty() && number.signum() == 0) {
      return BigDecimal.ZERO;
    }
    String unit = this == RATE && name.endsWith("/s") ? name.substring(0, name.length() - 2) : name;
    for (Unit known : units()) {
      if (known.name.equals(unit)) {
        return number.multiply(known.factor);
      }
    }
    List<String> names = units().stream().map(Unit::name).toList();
    throw new Complaint("'" + text + "' has "
        + (name.isEmpty() ? "no unit" : "the unknown unit '" + name + "'") + ": it must be " + form
        + "; units are " + String.join(", ", names));
  }

  public double read(String text) throws Complaint {
    return exact(text).doubleValue();
  }

  /** A whole number of the base unit. */
  public long whole(String text) throws Complaint {
    BigDecimal exact = exact(text);
    if (exact.precision() - exact.scale() > MOST_DIGITS_AHEAD + 4
        || exact.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw new Complaint("'" + text + "' is too much");
    }
    try {
      return exact.longValueExact();
    } catch (ArithmeticException fraction) {
      throw new Complaint("'" + text + "' is finer than can be had");
    }
  }

  /** In the greatest unit that gives a whole number, else in the least one. */
  public String write(double value) {
    return write(BigDecimal.valueOf(value));
  }

  public String write(long value) {
    return write(BigDecimal.valueOf(value));
  }

  private String write(BigDecimal value) {
    if (value.signum() == 0) {
      return this == TIME
          ? "0s"
          : "0" + units().get(this == HAZARD ? 0 : units().size() - 1).name;
    }
    for (Unit unit : units()) {
      BigDecimal[] parts = value.divideAndRemainder(unit.factor);
      if (parts[1].signum() == 0) {
        return plain(parts[0]) + unit.name;
      }
    }
    Unit least = units().get(this == HAZARD ? 0 : units().size() - 1);
    BigDecimal shown = value.divide(least.factor);
    return plain(shown) + least.name;
  }

  public static String plain(BigDecimal number) {
    BigDecimal plain = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    return Math.abs(plain.scale()) > MOST_DIGITS_AHEAD + 3
        ? plain.toString().toLowerCase(Locale.ROOT)
        : plain.toPlainString();
  }
}
