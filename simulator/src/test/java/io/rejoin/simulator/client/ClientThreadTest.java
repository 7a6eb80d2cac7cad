package io.rejoin.simulator.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClientThreadTest {
  private final List<Object> seen = new ArrayList<>();
  private final Deque<Runnable> later = new ArrayDeque<>();
  private final ClientThread client = new ClientThread("client", seen::add);

  @AfterEach
  void end() {
    client.close();
  }

  private Object join(CompletableFuture<?> answer) {
    return client.join(answer, later::add);
  }

  @Test
  void aStepRunsToItsEndBeforeTheSimulationGoesOn() {
    client.begin(() -> seen.add("one"));
    client.begin(() -> seen.add("two"));
    assertEquals(List.of("one", "two"), seen);
  }

  @Test
  void aStepThatWaitsLetsTheSimulationGoOn() {
    CompletableFuture<String> answer = new CompletableFuture<>();
    client.begin(() -> seen.add(join(answer)));
    assertTrue(client.isBusy());
    answer.complete("answer");
    assertEquals(List.of(), seen);
    later.remove().run();
    assertEquals(List.of("answer"), seen);
    assertFalse(client.isBusy());
  }

  @Test
  void whatAStepThrowsIsHeard() {
    IllegalStateException broken = new IllegalStateException("broken");
    client.begin(() -> {
      throw broken;
    });
    client.begin(() -> seen.add("next"));
    assertEquals(List.of(broken, "next"), seen);
  }

  @Test
  void aThreadThatWaitsCanBeEnded() {
    client.begin(() -> seen.add(join(new CompletableFuture<>())));
    client.close();
    assertEquals(List.of(), seen);
  }

  @Test
  void aStepKnowsItsThread() {
    client.begin(() -> seen.add(ClientThread.current() == client));
    assertEquals(List.of(true), seen);
  }
}
