package io.rejoin.examples.finance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.examples.finance.Outcome.Result;
import io.rejoin.grid.Grid;
import io.rejoin.grid.GridConfig;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a branch does by itself. */
class BranchTest {
  private static final String DAY = "2026-03-02";
  private static final String ONE = DAY + "/1";
  private static final String TWO = DAY + "/2";

  private Grid grid;
  private Branch oslo;

  @BeforeEach
  void opens() {
    grid = Grid.start(GridConfig.named("bank").outboundOnly().with("shards", 16));
    oslo = new Branch(grid, "oslo", List.of("oslo", "bergen"));
    oslo.open("ada");
    oslo.open("bo");
    assertEquals(Result.DONE, oslo.deposit(ONE, "ada", 100_00).result());
  }

  @AfterEach
  void closes() {
    grid.close();
  }

  @Test
  void moneyMoves() {
    assertEquals(Result.DONE, oslo.transfer(TWO, "ada", "bo", 30_00).result());
    Outcome paid = oslo.withdraw(DAY + "/3", "bo", 10_00);
    assertEquals(new Outcome(Result.DONE, "booked", 20_00, 20_00), paid);
    assertEquals(new Branch.Balance(70_00, 70_00), oslo.balance("ada"));
    assertEquals(List.of(), oslo.ledger().audit());
    assertEquals(new Figures(3, 140_00, false), oslo.ledger().figures(DAY, "oslo"));
    assertEquals(0, oslo.pending());
  }

  @Test
  void whatIsNotThereIsNotPaid() {
    Outcome refused = oslo.withdraw(TWO, "ada", 100_01);
    assertEquals(Result.NO_RIGHTS, refused.result());
    assertEquals(100_00, refused.available());
    assertEquals(100_00, refused.known());
    assertEquals(List.of(), oslo.ledger().find(TWO));
    assertEquals(0, oslo.pending());
  }

  @Test
  void anOrderThatIsGivenAgainIsBookedOnce() {
    assertEquals(Result.DONE, oslo.transfer(TWO, "ada", "bo", 30_00).result());
    assertEquals(Result.KNOWN, oslo.transfer(TWO, "ada", "bo", 30_00).result());
    assertEquals(70_00, oslo.balance("ada").known());
    Outcome other = oslo.transfer(TWO, "ada", "bo", 31_00);
    assertEquals(Result.OTHER_ORDER, other.result());
    assertTrue(other.text().contains("another order of 30.00, booked at oslo"), other::text);
  }

  @Test
  void noMoneyGoesWhereNobodyIs() {
    assertEquals(Result.UNKNOWN_ACCOUNT, oslo.transfer(TWO, "ada", "nobody", 1).result());
    assertThrows(IllegalArgumentException.class, () -> oslo.open("cash"));
    assertThrows(
        IllegalArgumentException.class,
        () -> oslo.submit(new Transfer(TWO, "ada", "bo", 1, "bergen", "")));
    assertThrows(
        IllegalArgumentException.class,
        () -> oslo.transfer(ONE + "/returned-by-oslo", "ada", "bo", 1));
    assertThrows(
        IllegalArgumentException.class, () -> new Branch(grid, "rome", List.of("oslo", "bergen")));
  }

  @Test
  void aClosedDayTakesNoMoreAndIsFinalOnceAllHaveClosed() {
    oslo.close(DAY);
    assertEquals(Result.DAY_CLOSED, oslo.deposit(TWO, "ada", 1).result());
    DayReport report = oslo.ledger().report(DAY);
    assertFalse(report.isFinal());
    assertEquals(List.of("bergen has not closed, as far as is known here"), report.why());
    new Branch(grid, "bergen", List.of("oslo", "bergen")).close(DAY);
    assertEquals("final: 1 orders, 100.00", oslo.ledger().report(DAY).toString());
    Transfer line = oslo.ledger().find(ONE).get(0);
    assertEquals(Result.DAY_CLOSED, oslo.takeBack(line).result());
  }

  @Test
  void whatIsTakenBackDoesNotStandAndIsNotBookedAgain() {
    oslo.transfer(TWO, "ada", "bo", 30_00);
    Transfer line = oslo.ledger().find(TWO).get(0);
    assertEquals(Result.DONE, oslo.takeBack(line).result());
    assertEquals(Result.KNOWN, oslo.takeBack(line).result());
    assertEquals(Result.TAKEN_BACK, oslo.transfer(TWO, "ada", "bo", 30_00).result());
    assertEquals(100_00, oslo.balance("ada").known());
    assertEquals(1, oslo.ledger().report(DAY).orders());
    assertEquals(List.of(), oslo.ledger().audit());
  }

  @Test
  void anAuditFindsMoneyThatNoLineHasMoved() {
    grid.boundedCounter("balances/bo").increment(1);
    assertEquals(
        List.of("bo has 0.01, its lines add up to 0.00"),
        oslo.ledger().audit().stream().map(Ledger.Difference::toString).toList());
  }

  @Test
  void daysAreTold() {
    oslo.deposit("2026-03-03/1", "ada", 1);
    assertEquals(List.of(DAY, "2026-03-03"), oslo.ledger().days());
    assertEquals(1, oslo.ledger().report("2026-03-03").amount());
  }
}
