package io.rejoin.examples.logistics;

import io.rejoin.Receipt;
import io.rejoin.grid.Grid;
import io.rejoin.value.Register;
import java.util.List;
import java.util.Optional;

/**
 * Where ships are. The later report shows: an old position is of little use. One that was made
 * without knowledge of it is not thrown away but shown beside it, until the next report.
 */
public final class Positions {
  private final Grid grid;

  public Positions(Grid grid) {
    this.grid = grid;
  }

  public Receipt report(String ship, Fix fix) {
    return register(ship).set(fix);
  }

  public Optional<Fix> latest(String ship) {
    return register(ship).value();
  }

  /** Reported elsewhere at about that time, and not superseded: the latest first. */
  public List<Fix> alsoReported(String ship) {
    return register(ship).losers();
  }

  private Register<Fix> register(String ship) {
    return grid.register("positions/" + ship, Fix.CODEC);
  }
}
