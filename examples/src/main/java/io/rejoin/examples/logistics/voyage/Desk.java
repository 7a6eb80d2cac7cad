package io.rejoin.examples.logistics.voyage;

import io.rejoin.Receipt;
import io.rejoin.examples.logistics.Depot;
import io.rejoin.examples.logistics.Fix;
import io.rejoin.examples.logistics.Stowage;
import java.util.List;

/** Works at a depot and writes into the ledger what it did there. */
final class Desk {
  private final Depot depot;
  private final Ledger ledger;

  Desk(Depot depot, Ledger ledger) {
    this.depot = depot;
    this.ledger = ledger;
  }

  void open(String place) {
    depot.stowage().open(place);
    ledger.opened(place);
  }

  void put(String thing, String holder) {
    depot.stowage().put(thing, holder);
    ledger.put(thing, holder);
  }

  /** Whether it was done; else it was refused, and for a reason that a person can read. */
  String refusal(String thing, String holder) {
    try {
      put(thing, holder);
      return "";
    } catch (IllegalArgumentException refused) {
      return String.valueOf(refused.getMessage());
    }
  }

  void scan(String parcel) {
    depot.scan(parcel);
    ledger.scanned(parcel);
  }

  void book(String ship, String parcel) {
    ledger.booked(ship, parcel, depot.manifest(ship).book(parcel));
  }

  void strike(String ship, String parcel) {
    ledger.struck(depot.manifest(ship).strike(parcel));
  }

  void sight(String ship, Fix fix) {
    Receipt receipt = depot.positions().report(ship, fix);
    ledger.reported(ship, fix, receipt);
  }

  /** Puts all that is at one place into another. */
  int move(String from, String to) {
    List<String> things = depot.stowage().inside(from);
    things.forEach(thing -> put(thing, to));
    return things.size();
  }

  Stowage stowage() {
    return depot.stowage();
  }

  Depot depot() {
    return depot;
  }
}
