package io.rejoin.examples.demo.grid;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ProcessesTest {
  private boolean cleanedUp;

  @Test
  void closingKillsThemAllAndThenCleansUp() throws IOException {
    Processes processes = new Processes(() -> cleanedUp = true);
    Process one = processes.start(new ProcessBuilder("sleep", "60"));
    Process other = processes.start(new ProcessBuilder("sleep", "60"));
    assertTrue(one.isAlive() && other.isAlive() && !cleanedUp);
    processes.close();
    assertFalse(one.isAlive() || other.isAlive());
    assertTrue(cleanedUp);
  }

  @Test
  void nothingStartsAfterTheEnd() {
    Processes processes = new Processes(() -> cleanedUp = true);
    processes.close();
    assertThrows(IOException.class, () -> processes.start(new ProcessBuilder("sleep", "60")));
  }
}
