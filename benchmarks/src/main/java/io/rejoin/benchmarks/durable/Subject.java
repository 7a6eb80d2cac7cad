package io.rejoin.benchmarks.durable;

import java.nio.file.Path;
import java.util.concurrent.CompletionStage;

/** One node that is written to. An operation is done when its answer is. */
interface Subject extends AutoCloseable {
  int COUNTERS = 10_000;
  int SETS = 1_000;
  int ELEMENTS = 20;

  CompletionStage<?> increment(int counter);

  CompletionStage<?> add(int set, int element);

  @Override
  void close();

  /** What is compared, with what an answer says. */
  enum Kind {
    REJOIN_MEMORY("Rejoin, `memory`", "is in memory", "-"),
    AKKA_MEMORY("Akka, not durable", "is in memory", "REJOIN_MEMORY"),
    REJOIN_ASYNC("Rejoin, `async`", "is in memory; on disk within 1 s", "-"),
    AKKA_BEHIND("Akka, write-behind 200 ms", "is in memory; on disk within 0.2 s", "REJOIN_ASYNC"),
    REJOIN_SYNC("Rejoin, `sync`", "is on disk", "-"),
    AKKA_DURABLE("Akka, write-behind off", "is on disk", "REJOIN_SYNC");

    final String title;
    final String answer;
    final String rival;

    Kind(String title, String answer, String rival) {
      this.title = title;
      this.answer = answer;
      this.rival = rival;
    }

    Subject open(Path folder) {
      return switch (this) {
        case REJOIN_MEMORY -> new RejoinSubject(folder, "memory");
        case REJOIN_ASYNC -> new RejoinSubject(folder, "async");
        case REJOIN_SYNC -> new RejoinSubject(folder, "sync");
        case AKKA_MEMORY -> new AkkaSubject(folder, "durable.keys = []");
        case AKKA_BEHIND -> new AkkaSubject(folder, "durable.lmdb.write-behind-interval = 200 ms");
        case AKKA_DURABLE -> new AkkaSubject(folder, "durable.lmdb.write-behind-interval = off");
      };
    }
  }
}
