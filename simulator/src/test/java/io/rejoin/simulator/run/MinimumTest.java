package io.rejoin.simulator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MinimumTest {
  private static final List<Integer> HUNDRED = IntStream.range(0, 100).boxed().toList();

  @Test
  void findsTheTwoOfAHundredThatMatter() {
    AtomicInteger tests = new AtomicInteger();
    List<Integer> least = Minimum.of(HUNDRED, some -> {
      tests.incrementAndGet();
      return some.containsAll(List.of(13, 77));
    });
    assertEquals(List.of(13, 77), least);
    assertTrue(tests.get() < 100, tests + " tests");
  }

  @Test
  void nothingIsEnoughIfNothingMatters() {
    assertEquals(List.of(), Minimum.of(HUNDRED, some -> true));
  }

  @Test
  void allStayIfAllMatter() {
    List<Integer> five = HUNDRED.subList(0, 5);
    assertEquals(five, Minimum.of(five, some -> some.size() == 5));
  }

  @Test
  void noneOfWhatIsLeftCanBeLeftOut() {
    List<Integer> least =
        Minimum.of(HUNDRED, some -> some.stream().mapToInt(each -> each).sum() >= 500);
    int sum = least.stream().mapToInt(each -> each).sum();
    assertTrue(least.stream().allMatch(each -> sum - each < 500), least.toString());
  }

  @Test
  void whatWasFoundWhenTheBudgetEndsIsTheAnswer() {
    AtomicInteger tests = new AtomicInteger();
    List<Integer> least =
        Minimum.of(HUNDRED, some -> tests.incrementAndGet() <= 3 && some.contains(99));
    assertTrue(least.contains(99));
    assertTrue(least.size() < 100);
  }
}
