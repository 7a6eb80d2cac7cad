package io.rejoin.examples.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class BasketsTest {
  @Test
  void allBasketsAreThere() {
    Baskets baskets = Baskets.load();
    assertEquals(4627, baskets.size());
    assertEquals(216, baskets.departments().size());
    assertEquals(18.5, baskets.meanSize(), 0.05);
  }

  @Test
  void noDepartmentIsTwiceInABasket() {
    Baskets baskets = Baskets.load();
    for (int i = 0; i < baskets.size(); i++) {
      List<String> basket = baskets.basket(i);
      assertEquals(basket.size(), new HashSet<>(basket).size(), "basket " + i);
      assertTrue(!basket.isEmpty(), "basket " + i);
    }
  }

  @Test
  void aLineNamesDepartmentsByTheirIndex() throws IOException {
    Baskets baskets = parse("tea,biscuits,milk\n0,2\n1\n");
    assertEquals(List.of("tea", "milk"), baskets.basket(0));
    assertEquals(List.of("biscuits"), baskets.basket(1));
  }

  @Test
  void anEmptyFileIsRefused() {
    assertThrows(IOException.class, () -> parse(""));
  }

  private static Baskets parse(String text) throws IOException {
    return Baskets.parse(new BufferedReader(new StringReader(text)));
  }
}
