package io.rejoin.examples.comparison.field;

import io.rejoin.examples.comparison.store.Documents;
import java.util.Set;

/** A document for each account, with its balance and a cell for each line. */
record DocumentBank(Documents documents) implements Banking {
  private static final String BALANCE = "balance";
  private static final String LINE = "line/";

  @Override
  public Booking deposit(String id, String account, long cents) {
    book(id, account, cents);
    return Booking.DONE;
  }

  @Override
  public Booking withdraw(String id, String account, long cents) {
    Booking booking = check(id, account, cents);
    if (booking == Booking.DONE) {
      book(id, account, -cents);
    }
    return booking;
  }

  @Override
  public Booking transfer(String id, String from, String to, long cents) {
    Booking booking = check(id, from, cents);
    if (booking == Booking.DONE) {
      book(id, from, -cents);
      book(id, to, cents);
    }
    return booking;
  }

  private Booking check(String id, String account, long cents) {
    if (lines(account).contains(id)) {
      return Booking.KNOWN;
    }
    return balance(account) < cents ? Booking.REFUSED : Booking.DONE;
  }

  private void book(String id, String account, long cents) {
    documents.change(account, cells -> {
      Cells.add(cells, BALANCE, cents);
      cells.put(LINE + id, Long.toString(cents));
    });
  }

  @Override
  public long balance(String account) {
    return Cells.number(documents.read(account), BALANCE);
  }

  @Override
  public Set<String> lines(String account) {
    return Cells.under(documents.read(account), LINE).keySet();
  }

  @Override
  public void settle() {
    // One document for each account: what is booked twice is not to be told from what is not.
  }

  @Override
  public Set<String> unsettled() {
    return Set.of();
  }
}
