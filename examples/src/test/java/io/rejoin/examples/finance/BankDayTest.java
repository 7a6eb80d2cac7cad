package io.rejoin.examples.finance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.examples.local.LocalGrid;
import io.rejoin.examples.local.Patience;
import io.rejoin.server.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The story on real nodes, and what is left open when the payee's money is gone. */
class BankDayTest {
  private static final String DAY = BankDay.DAY;
  private static final String RENT = DAY + "/rent";
  private static final List<String> BRANCHES = List.of("oslo", "bergen");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  void theDayEndsWithTheSameBooks() {
    StringWriter printed = new StringWriter();
    int code = run(printed, "--orders", "40", "--seed", "7", "--json");
    assertEquals(0, code, printed::toString);
    String last = printed.toString().strip().lines().reduce((one, next) -> next).orElse("");
    assertTrue(last.startsWith("{") && last.contains("\"good\":true"), last);
    assertTrue(printed.toString().contains("rent booked twice"), printed::toString);
  }

  @Test
  void whatIsSpentCannotBeTakenBackYet() throws InterruptedException {
    try (LocalGrid grid = LocalGrid.start("bank", BRANCHES)) {
      Branch oslo = new Branch(grid.at("oslo"), "oslo", BRANCHES);
      Branch bergen = new Branch(grid.at("bergen"), "bergen", BRANCHES);
      grid.cut(List.of("oslo"));
      for (Branch branch : List.of(oslo, bergen)) {
        branch.open("ada");
        branch.open("bo");
        branch.deposit(DAY + "/" + branch.name(), "ada", 50_00);
        assertTrue(branch.transfer(RENT, "ada", "bo", 40_00).isBooked());
        assertTrue(branch.withdraw(DAY + "/out-" + branch.name(), "bo", 40_00).isBooked());
      }
      grid.heal();
      assertTrue(Patience.await(PATIENCE, () -> bergen.ledger().standing(RENT).size() == 2));
      assertEquals(0, bergen.settle(DAY));
      assertEquals(0, oslo.settle(DAY));
      assertTrue(Patience.await(PATIENCE, () -> bergen.balance("bo").known() == 0));
      oslo.deposit(DAY + "/in", "bo", 45_00);
      assertTrue(Patience.await(PATIENCE, () -> bergen.settle(DAY) == 1));
      assertTrue(Patience.await(PATIENCE, () -> oslo.balance("bo").known() == 5_00));
      assertTrue(Patience.await(PATIENCE, () -> oslo.ledger().audit().isEmpty()));
      assertEquals(60_00, oslo.balance("ada").known());
    }
  }

  @Test
  void tooManyOrdersAreRefusedWithAdvice() {
    StringWriter printed = new StringWriter();
    assertEquals(2, run(printed, "--orders", "-1"));
    assertTrue(printed.toString().contains("--orders is -1 and must be 0 to 100000"));
  }

  private static int run(StringWriter printed, String... options) {
    PrintWriter out = new PrintWriter(printed);
    String[] words =
        Stream.concat(Stream.of("example", "finance"), Stream.of(options)).toArray(String[]::new);
    return Main.run(out, out, words);
  }
}
