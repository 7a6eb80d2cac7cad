package io.rejoin.membership;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.membership.VirtualNetwork.Peer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long it takes until a death is known: to the first member, and to all. */
class DetectionTest {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 10})
  void aDeathThatClosesItsLinks(int nodes) {
    Times times = measure(nodes, Peer::crash);
    assertTrue(times.worst() < 30_000, times.toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 10})
  void aDeathWithoutAWord(int nodes) {
    Times times = measure(nodes, Peer::powerOff);
    assertTrue(times.worst() < 45_000, times.toString());
  }

  private static Times measure(int count, Consumer<Peer> end) {
    Times times = new Times(new ArrayList<>(), new ArrayList<>());
    Seeds.few().limit(40).forEach(seed -> measure(seed, count, end, times));
    return times;
  }

  private static void measure(long seed, int count, Consumer<Peer> end, Times times) {
    VirtualNetwork network = new VirtualNetwork(seed, SwimConfig.lan());
    List<Peer> nodes = network.startMany(count);
    network.run(Duration.ofMinutes(1).plusMillis(37 * seed));
    Peer victim = nodes.get((int) (seed % count));
    end.accept(victim);
    List<Peer> others = nodes.stream().filter(node -> node != victim).toList();
    Duration first = network.await(() -> someSeeDead(others, victim), LIMIT);
    times.first.add(first.toMillis());
    Duration rest = network.await(() -> allSeeDead(others, victim), LIMIT);
    times.all.add(first.plus(rest).toMillis());
  }

  private static boolean someSeeDead(List<Peer> others, Peer victim) {
    return others.stream().anyMatch(other -> other.sees(victim, Status.DEAD));
  }

  private static boolean allSeeDead(List<Peer> others, Peer victim) {
    return others.stream().allMatch(other -> other.sees(victim, Status.DEAD));
  }

  private record Times(List<Long> first, List<Long> all) {
    long worst() {
      return Collections.max(all);
    }

    @Override
    public String toString() {
      return "first " + summary(first) + ", all " + summary(all);
    }

    private static String summary(List<Long> millis) {
      List<Long> sorted = millis.stream().sorted().toList();
      long median = sorted.get(sorted.size() / 2);
      return median + " ms (worst " + sorted.get(sorted.size() - 1) + ")";
    }
  }
}
