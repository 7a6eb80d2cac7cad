package io.rejoin.examples.finance;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;

/**
 * A line of the ledger: a branch has moved money. Lines are never changed and never removed; what
 * was wrong is put right by another line.
 *
 * @param id of the order, from who gives it, {@code 2026-03-02/4711}: it begins with the day, so
 *     that an order that is given again is looked for where it was booked
 * @param from an account, or {@link #CASH} for a deposit
 * @param to an account, or {@link #CASH} for a withdrawal
 * @param amount in minor units (cents), from 1 to {@link #MAX_AMOUNT}
 * @param branch that has carried it out
 * @param text for people, up to 140 characters
 */
public record Transfer(
    String id, String from, String to, long amount, String branch, String text) {
  /** Notes and coins, of which the grid knows nothing. */
  public static final String CASH = "cash";

  /** Cents; nine thousand of these can be summed up in 63 bits. */
  public static final long MAX_AMOUNT = 1_000_000_000_000_000L;

  /** Characters; the id of the line that takes one back is longer. */
  public static final int MAX_ORDER_ID = 60;

  static final int MAX_ID = 120;
  static final int MAX_NAME = 40;
  static final int MAX_TEXT = 140;

  private static final int DAY = 10;
  private static final String RETURNED = "/returned-by-";
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]*");
  private static final Pattern REFERENCE = Pattern.compile("/[A-Za-z0-9][A-Za-z0-9./-]*");

  public Transfer {
    checkId(id);
    checkName("account", from);
    checkName("account", to);
    checkName("branch", branch);
    if (from.equals(to)) {
      throw new IllegalArgumentException("order " + id + " is from " + from + " to itself");
    }
    if (amount < 1 || amount > MAX_AMOUNT) {
      throw new IllegalArgumentException(
          "order " + id + " is of " + amount + " cents; it must be 1 to " + MAX_AMOUNT);
    }
    if (text.length() > MAX_TEXT || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException(
          "order " + id + ": the text is longer than " + MAX_TEXT + " or is no text");
    }
  }

  /** The day that an order's id begins with, such as {@code 2026-03-02}. */
  public String day() {
    return day(id);
  }

  static String day(String id) {
    return id.substring(0, Math.min(DAY, id.length()));
  }

  /** Whether both carry out the same order, perhaps at two branches; texts are for people. */
  public boolean sameOrder(Transfer other) {
    return id.equals(other.id)
        && from.equals(other.from)
        && to.equals(other.to)
        && amount == other.amount;
  }

  /** Whether it moves money between two accounts, so that no notes or coins changed hands. */
  public boolean isBetweenAccounts() {
    return !from.equals(CASH) && !to.equals(CASH);
  }

  /**
   * The line that takes this one back. Its id follows from this one's, so that it is there once,
   * however often it is asked for.
   */
  public Transfer returned() {
    return new Transfer(returnId(), to, from, amount, branch, "returned");
  }

  String returnId() {
    return id + RETURNED + branch;
  }

  /** Whether it takes another line back. */
  public boolean isReturn() {
    return id.contains(RETURNED);
  }

  /**
   * Insists that it can be an order of a customer.
   *
   * @throws IllegalArgumentException if its id is that of a line taken back, or too long
   */
  void checkOrder() {
    if (isReturn() || id.length() > MAX_ORDER_ID) {
      throw new IllegalArgumentException("'" + id + "' is no id of an order: at most "
          + MAX_ORDER_ID + " characters, without '" + RETURNED + "'");
    }
  }

  private static void checkId(String id) {
    boolean shaped = id.length() <= MAX_ID
        && id.length() > DAY
        && REFERENCE.matcher(id.substring(DAY)).matches();
    if (!shaped || !isDay(day(id))) {
      throw new IllegalArgumentException("'" + id + "' is no id of an order: it must be a day, a"
          + " slash and a reference, such as 2026-03-02/4711, of at most " + MAX_ID + " characters");
    }
  }

  private static boolean isDay(String text) {
    try {
      return LocalDate.parse(text).toString().equals(text);
    } catch (DateTimeException e) {
      return false;
    }
  }

  static void checkName(String what, String name) {
    if (name.length() > MAX_NAME || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("'" + name + "' is no name of an " + what
          + ": small letters, digits, hyphens and dots, at most " + MAX_NAME);
    }
  }
}
