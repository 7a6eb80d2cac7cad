package io.rejoin.examples.finance;

import io.rejoin.Codec;
import io.rejoin.Level;
import io.rejoin.Refreshed;
import io.rejoin.grid.Grid;
import io.rejoin.value.BoundedCounter;
import io.rejoin.value.GrowOnlySet;
import io.rejoin.value.ReplicatedSet;
import java.time.Duration;
import java.util.Set;

/**
 * What a branch is about to do, so that what breaks off is put right by its next process. Only the
 * branch writes it. An entry per branch, empty but for transfers under way.
 */
final class Journal {
  private final Grid grid;
  private final String branch;

  Journal(Grid grid, String branch) {
    this.grid = grid;
    this.branch = branch;
  }

  /** Writes down what is about to be done. */
  Intent begin(Transfer line) {
    String run = grid.run().toString();
    if (!runs().contains(run)) {
      runs().add(run);
    }
    Intent intent = new Intent(line, booked(line.from()), booked(line.to()));
    intents().add(intent);
    return intent;
  }

  void end(Intent intent) {
    intents().remove(intent);
  }

  Set<Intent> pending() {
    return intents().value();
  }

  /** Whether a transfer of an account was broken off. */
  boolean isPending(String account) {
    return !account.equals(Transfer.CASH)
        && pending().stream()
            .map(Intent::line)
            .anyMatch(line -> account.equals(line.from()) || account.equals(line.to()));
  }

  /** Hears what the others have of it, such as after the loss of a disk. */
  Refreshed refresh(Duration patience) {
    var unused = runs().refresh(Level.all(), patience);
    return intents().refresh(Level.all(), patience);
  }

  /**
   * What this branch has added to an account, less what it has taken, in all its runs. No other
   * branch changes that: who adds and takes is written down run by run.
   */
  long booked(String account) {
    if (account.equals(Transfer.CASH)) {
      return 0;
    }
    Set<String> runs = runs().value();
    return balance(grid, account).accounts().entrySet().stream()
        .filter(each -> runs.contains(each.getKey().toString()))
        .mapToLong(each -> each.getValue().created() - each.getValue().spent())
        .sum();
  }

  static BoundedCounter balance(Grid grid, String account) {
    return grid.boundedCounter("balances/" + account);
  }

  private ReplicatedSet<Intent> intents() {
    return grid.set("journal/" + branch, Intent.CODEC);
  }

  /** Of this branch's processes, one for each start. */
  private GrowOnlySet<String> runs() {
    return grid.growOnlySet("runs/" + branch, Codec.string());
  }
}
