package io.rejoin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LevelTest {
  @Test
  void aLevelIsItsText() {
    for (Level level : new Level[] {
      Level.local(),
      Level.copies(2),
      Level.copiesInSite(3),
      Level.sites(2),
      Level.majority(),
      Level.all()
    }) {
      assertEquals(level, Level.parse(level.toString()));
    }
    assertEquals("copies-in-site(3)", Level.copiesInSite(3).toString());
    assertEquals(Level.copies(2), Level.parse(" Copies(2) "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "copies",
        "copies(0)",
        "copies(1001)",
        "copies(-1)",
        "all(2)",
        "local(1)",
        "sites"
      })
  void otherTextsAreNone(String text) {
    assertThrows(IllegalArgumentException.class, () -> Level.parse(text));
  }
}
