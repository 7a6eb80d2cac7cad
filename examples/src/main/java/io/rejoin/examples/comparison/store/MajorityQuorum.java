package io.rejoin.examples.comparison.store;

import io.rejoin.examples.comparison.history.NoMajority;
import io.rejoin.examples.comparison.history.Schedule;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One truth for all sites: each read and each write asks a majority. The model is a kind one: it
 * takes no time, an act reads and writes as one transaction, and it refuses only at a site that
 * does not reach most of the sites.
 */
public final class MajorityQuorum implements Store {
  private final Schedule schedule;
  private final Map<String, SortedMap<String, String>> truth = new HashMap<>();

  public MajorityQuorum(Schedule schedule) {
    this.schedule = schedule;
  }

  @Override
  public Documents at(int site, Duration now) {
    boolean refuses = !schedule.hasMajority(site, now);
    return new Documents() {
      @Override
      public SortedMap<String, String> read(String key) {
        askMajority();
        return new TreeMap<>(truth.getOrDefault(key, new TreeMap<>()));
      }

      @Override
      public void write(String key, SortedMap<String, String> document) {
        askMajority();
        truth.put(key, new TreeMap<>(document));
      }

      private void askMajority() {
        if (refuses) {
          throw new NoMajority();
        }
      }
    };
  }
}
