package io.rejoin.examples.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.examples.shop.Browser.Tab;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/**
 * The shop's page in a real browser, with tabs at several sites. {@code -Dpictures=FOLDER} leaves
 * pictures of it.
 */
@Timeout(300)
class ShopPageTest {
  private static final String EAST = "auckland";
  private static final String WEST = "rotterdam";
  private static final String CUT = "cut off, and open all the same";

  private static Optional<Browser> opened = Optional.empty();
  private static Optional<ShopSites> started = Optional.empty();

  @BeforeAll
  static void open() throws IOException, InterruptedException {
    opened = Optional.of(Browser.open());
    ShopSites sites = ShopSites.open(List.of(EAST, WEST, "singapore"), 0, 1);
    started = Optional.of(sites);
    assertTrue(sites.grid().converge(Browser.LIMIT).isPresent());
  }

  @AfterAll
  static void close() {
    opened.ifPresent(Browser::close);
    started.ifPresent(ShopSites::close);
  }

  @AfterEach
  void theBrowserHasNothingToComplainAbout() {
    sites().grid().heal();
    assertEquals(List.of(), browser().complaints());
  }

  private static Browser browser() {
    return opened.orElseThrow();
  }

  private static ShopSites sites() {
    return started.orElseThrow();
  }

  private static Tab visit(String site, String who) {
    return browser().tab(sites().urls().get(site) + "?" + who);
  }

  private static void add(Tab tab, String sku) {
    tab.click("#articles [data-key='" + sku + "'] .add");
  }

  private static void showsInCart(Tab tab, String... skus) {
    tab.awaits("#lines .name", List.of(skus));
  }

  @Test
  void whatIsAddedOnBothSidesOfACutIsThereAfterIt() throws IOException {
    Tab east = visit(EAST, "customer=ada");
    Tab west = visit(WEST, "customer=ada");
    east.awaitsText("#count", "of");
    add(east, "tea");
    showsInCart(west, "tea");

    east.click("#cut");
    east.awaits("#pill", List.of(CUT));
    add(east, "fruit");
    showsInCart(east, "fruit", "tea");
    add(west, "biscuits");
    showsInCart(west, "biscuits", "tea");
    picture(east, "cut");

    east.click("#heal");
    showsInCart(east, "biscuits", "fruit", "tea");
    showsInCart(west, "biscuits", "fruit", "tea");
    east.awaits("#pill", List.of("in step, as last heard"));
    west.awaits("#pill", List.of("in step, as last heard"));
  }

  @Test
  void theLastPieceIsSoldOnce() throws IOException {
    String last = lastPieces().get(0);
    Tab east = visit(EAST, "customer=ben");
    Tab west = visit(WEST, "customer=bob");
    for (Tab tab : List.of(east, west)) {
      tab.awaitsText("#count", "of");
      add(tab, last);
      showsInCart(tab, last);
    }
    west.click("#cut");
    west.awaits("#pill", List.of(CUT));
    east.click("#checkout");
    west.click("#checkout");
    List<String> told = new ArrayList<>();
    for (Tab tab : List.of(east, west)) {
      tab.awaitsText("#outcome", "ought");
      told.add(tab.texts("#outcome p").get(0).startsWith("Bought") ? "bought" : "told");
    }
    assertEquals(List.of("bought", "told"), told.stream().sorted().toList());
    Tab loser = told.get(0).equals("told") ? east : west;
    loser.looks(1100, 720, "light");
    loser.script("window.scrollTo({ top: 0, behavior: 'instant' })");
    picture(loser, "last");

    west.click("#heal");
    for (Tab tab : List.of(east, west)) {
      tab.awaits("#articles [data-key='" + last + "'] .stock", List.of("sold out"));
    }
    loser.click("#checkout");
    loser.awaitsText("#outcome", "It is sold out.");
    assertEquals(
        List.of(0, 1),
        Stream.of(east, west)
            .map(tab -> tab.texts("#orders .order").size())
            .sorted()
            .toList());
  }

  @Test
  void ordersOfOneCartMadeOnBothSidesAreShownAsBoughtTwice() throws IOException {
    Tab east = visit(EAST, "customer=dora");
    Tab west = visit(WEST, "customer=dora");
    east.awaitsText("#count", "of");
    add(east, "tea");
    showsInCart(west, "tea");
    east.click("#cut");
    east.awaits("#pill", List.of(CUT));
    for (Tab tab : List.of(east, west)) {
      tab.click("#checkout");
      tab.awaitsText("#outcome", "Bought");
    }
    east.click("#heal");
    for (Tab tab : List.of(east, west)) {
      tab.awaitsText("#orders .twice", "Bought twice: 1 tea, also in order");
      assertEquals(2, tab.texts("#orders .order").size());
    }
    picture(west, "twice");
  }

  @Test
  void aGuestLogsInAndGoesOnElsewhere() {
    Tab east = visit(EAST, "guest=x1y2z3");
    east.awaitsText("#count", "of");
    add(east, "fruit");
    showsInCart(east, "fruit");
    Tab west = visit(WEST, "customer=cleo");
    west.awaitsText("#count", "of");
    add(west, "tea");
    showsInCart(west, "tea");
    east.click("#name");
    east.type("cleo", Keys.ENTER);
    showsInCart(east, "fruit", "tea");
    east.click("#site-list [data-key='singapore'] a");
    east.awaits("#here", List.of("singapore"));
    showsInCart(east, "fruit", "tea");
    assertEquals("cleo", east.find("#who").getText());
  }

  @Test
  void everythingCanBeBoughtWithKeysAlone() {
    Tab tab = visit(EAST, "guest=keys1234");
    tab.awaitsText("#count", "of");
    tab.type(Keys.TAB);
    assertEquals("Skip to search", tab.focus());
    tab.type(Keys.ENTER);
    tab.type("milk");
    tab.awaits("#articles .name", List.of("milk-cream"));
    tab.type(Keys.TAB);
    assertEquals("Add milk-cream", tab.focus());
    tab.type(Keys.ENTER);
    tab.awaits("#lines .name", List.of("milk-cream"));
    tab.awaits("#status", List.of("milk-cream is in the cart"));
    assertEquals("Add milk-cream", tab.focus());
    pressUntil(tab, "One milk-cream more");
    tab.type(Keys.ENTER);
    tab.awaits("#pieces", List.of("2 pieces"));
    pressUntil(tab, "name");
    tab.type("eve", Keys.ENTER);
    tab.awaits("#checkout:focus", List.of("Check out"));
    tab.type(Keys.ENTER);
    tab.awaitsText("#outcome", "Bought: order");
    assertEquals("cart", tab.focus());
    tab.awaits("#orders .what", List.of("2 milk-cream"));
  }

  private static void pressUntil(Tab tab, String focus) {
    for (int pressed = 0; pressed < 20 && !tab.focus().equals(focus); pressed++) {
      tab.type(Keys.TAB);
    }
    assertEquals(focus, tab.focus());
  }

  @Test
  void aNarrowScreenShowsAllOfItByDayAndByNight() throws IOException {
    Tab tab = visit(EAST, "customer=fay");
    tab.awaitsText("#count", "of");
    add(tab, "health&beauty misc");
    add(tab, "juice-sat-cord-ms");
    add(tab, lastPieces().get(1));
    tab.awaits("#pieces", List.of("3 pieces"));
    for (String scheme : List.of("light", "dark")) {
      tab.script("window.scrollTo({ top: 0, behavior: 'instant' })");
      tab.looks(1280, 900, scheme);
      picture(tab, scheme);
      tab.looks(400, 800, scheme);
      tab.script("window.scrollTo({ top: 0, behavior: 'instant' })");
      picture(tab, scheme + "-400");
      assertEquals(
          0L,
          tab.script("const root = document.documentElement;"
              + " return root.scrollWidth - root.clientWidth"));
      tab.script("document.querySelector('#cart').scrollIntoView({ behavior: 'instant' })");
      picture(tab, scheme + "-400-cart");
    }
  }

  @Test
  void everythingThatCanBeUsedHasAName() {
    Tab tab = visit(EAST, "guest=names123");
    tab.awaitsText("#count", "of");
    add(tab, "tea");
    showsInCart(tab, "tea");
    List<WebElement> all = tab.all("button, input, a[href], ul, section, nav");
    assertTrue(all.size() > 100, () -> all.size() + " elements");
    List<String> nameless = all.stream()
        .filter(WebElement::isDisplayed)
        .limit(60)
        .filter(each -> Objects.toString(each.getAccessibleName(), "").isBlank())
        .map(each -> String.valueOf(each.getDomProperty("outerHTML")))
        .toList();
    assertEquals(List.of(), nameless);
  }

  /** Articles of which there is one piece at all sites together. */
  private static List<String> lastPieces() {
    Shop shop = new Shop(sites().grid().at(EAST));
    return Assortment.load().articles().stream()
        .map(Assortment.Article::sku)
        .filter(sku -> shop.shelf().known(sku) == 1)
        .toList();
  }

  private static void picture(Tab tab, String name) throws IOException {
    String folder = System.getProperty("pictures", "");
    if (!folder.isEmpty()) {
      tab.picture(Path.of(folder, name + ".png"));
    }
  }
}
