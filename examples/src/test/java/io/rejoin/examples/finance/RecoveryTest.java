package io.rejoin.examples.finance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.examples.finance.Outcome.Result;
import io.rejoin.examples.local.Patience;
import io.rejoin.grid.Grid;
import io.rejoin.grid.GridConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that ends in the middle of a transfer, after each of its steps, and the next one. */
class RecoveryTest {
  private static final String DAY = "2026-03-02";
  private static final String ID = DAY + "/7";
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final List<String> BRANCHES = List.of("oslo");

  @TempDir
  Path folder;

  /** The end of a process. */
  private static final class Ended extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private Grid start() {
    return Grid.start(GridConfig.named("bank").outboundOnly().data(folder).with("shards", 16));
  }

  private static Runnable endsAfter(int steps) {
    int[] left = {steps};
    return () -> {
      if (--left[0] == 0) {
        throw new Ended();
      }
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void moneyIsWhereTheLedgerSays(int steps) throws InterruptedException {
    try (Grid grid = start()) {
      Branch oslo = new Branch(grid, "oslo", BRANCHES);
      oslo.open("ada");
      oslo.open("bo");
      oslo.deposit(DAY + "/1", "ada", 100_00);
      oslo.transfer(DAY + "/2", "ada", "bo", 5_00);
      Branch ending = new Branch(grid, "oslo", BRANCHES, endsAfter(steps));
      assertThrows(Ended.class, () -> ending.transfer(ID, "ada", "bo", 30_00));
      long all = oslo.balance("ada").known() + oslo.balance("bo").known();
      assertTrue(all <= 100_00, "money was made: " + all);
    }
    try (Grid again = start()) {
      Branch oslo = new Branch(again, "oslo", BRANCHES);
      assertEquals(1, oslo.pending());
      assertEquals(Result.RECOVERING, oslo.deposit(DAY + "/8", "bo", 1).result());
      assertEquals(List.of(), oslo.recover(PATIENCE));
      assertEquals(List.of(), oslo.recover(PATIENCE));
      assertEquals(0, oslo.pending());
      boolean stands = steps > 2;
      assertEquals(stands ? 65_00 : 95_00, oslo.balance("ada").known());
      assertEquals(stands ? 35_00 : 5_00, oslo.balance("bo").known());
      check(oslo);
      assertTrue(
          Patience.await(PATIENCE, () -> oslo.transfer(ID, "ada", "bo", 30_00).isBooked()));
      assertEquals(35_00, oslo.balance("bo").known());
      check(oslo);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void alsoIfTheNextProcessesEndInTheMiddle(int steps) throws InterruptedException {
    try (Grid grid = start()) {
      Branch oslo = new Branch(grid, "oslo", BRANCHES);
      oslo.open("ada");
      oslo.deposit(DAY + "/1", "ada", 100_00);
    }
    for (int round = 0; round < 3; round++) {
      try (Grid grid = start()) {
        assertEquals(List.of(), new Branch(grid, "oslo", BRANCHES).recover(PATIENCE));
        String id = ID + round;
        assertTrue(Patience.await(PATIENCE, () -> endsIn(grid, steps, id)), "no rights came back");
      }
    }
    try (Grid grid = start()) {
      Branch oslo = new Branch(grid, "oslo", BRANCHES);
      assertEquals(List.of(), oslo.recover(PATIENCE));
      assertEquals(steps > 2 ? 70_00 : 100_00, oslo.balance("ada").known());
      check(oslo);
    }
  }

  /** A new process is refused until it has its rights again. */
  private static boolean endsIn(Grid grid, int steps, String id) {
    try {
      new Branch(grid, "oslo", BRANCHES, endsAfter(steps)).withdraw(id, "ada", 10_00);
      return false;
    } catch (Ended ended) {
      return true;
    }
  }

  private static void check(Branch oslo) {
    assertEquals(List.of(), oslo.ledger().audit());
    oslo.ledger().report(DAY).rows().values().forEach(row -> assertEquals(row.seen(), row.said()));
  }
}
