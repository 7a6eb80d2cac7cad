package io.rejoin.simulator.workload;

import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.cart.ShoppingCart;
import io.rejoin.crdt.type.counter.BoundedCounter;
import io.rejoin.crdt.type.counter.PnCounter;
import io.rejoin.crdt.type.map.ObservedRemoveMap;
import io.rejoin.crdt.type.register.LwwRegister;
import io.rejoin.crdt.type.register.MvRegister;
import io.rejoin.crdt.type.sequence.ReplicatedList;
import io.rejoin.crdt.type.sequence.ReplicatedText;
import io.rejoin.crdt.type.set.AddWinsSet;
import io.rejoin.crdt.type.set.GrowOnlySet;
import io.rejoin.crdt.type.tree.MovableTree;
import io.rejoin.simulator.grid.Deed;
import io.rejoin.simulator.grid.Reading;
import io.rejoin.simulator.scenario.OperationName;
import io.rejoin.simulator.scenario.OperationSpec;
import io.rejoin.simulator.scenario.Topology;
import io.rejoin.simulator.world.Distribution;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Makes operations of what a scenario says of them. The n-th of a client depends on the seed, the
 * client and n, and where it takes what the client added before, on that.
 */
public final class Deeds {
  private static final int PLACES = 12;

  private final Topology topology;

  public Deeds(Topology topology) {
    this.topology = topology;
  }

  /** One operation: what it is, who carries it out, how often he did, and his draws for it. */
  record Turn(OperationSpec spec, Session session, long n, long round, RandomGenerator random) {
    long amount() {
      Distribution amount = spec.amount();
      return Math.round(amount.value(random.nextDouble(), random.nextDouble()));
    }

    boolean isOneIn(int times) {
      return random.nextInt(times) == 0;
    }
  }

  /** The operation of a turn; empty if there is nothing of one's own to take. */
  Optional<Deed<?>> deed(Turn turn) {
    String key = key(turn);
    OperationName name = OperationName.of(turn.spec().op())
        .orElseThrow(
            () -> new IllegalArgumentException("no operation " + turn.spec().op()));
    if (name == OperationName.ANY) {
      return Optional.of(AnyDeed.of(key, turn));
    } else if (name.isRead()) {
      return Optional.of(Reading.of(entry(type(name), key)));
    }
    CrdtType<?> type = type(name);
    EntryKey entry = entry(type, key);
    Optional<Bytes> element = element(turn, entry);
    if (element.isEmpty()) {
      return Optional.empty();
    }
    remember(turn.session(), name, entry, element.get());
    return Optional.of(deed(entry, type, operation(name, element.get(), turn)));
  }

  @SuppressWarnings("unchecked") // type(name) and operation(name, ...) go by the same name
  private static Deed<?> deed(EntryKey entry, CrdtType<?> type, Operation operation) {
    return new Deed<>(entry, (CrdtType<Operation>) type, operation);
  }

  private static EntryKey entry(CrdtType<?> type, String key) {
    return new EntryKey(type.id(), Bytes.utf8(key));
  }

  private static CrdtType<?> type(OperationName name) {
    return switch (name.toString().substring(0, name.toString().indexOf('.'))) {
      case "set" -> AddWinsSet.TYPE;
      case "gset" -> GrowOnlySet.TYPE;
      case "counter" -> PnCounter.TYPE;
      case "stock" -> BoundedCounter.TYPE;
      case "cart" -> ShoppingCart.TYPE;
      case "register" -> LwwRegister.TYPE;
      case "multi" -> MvRegister.TYPE;
      case "map" -> ObservedRemoveMap.TYPE;
      case "list" -> ReplicatedList.TYPE;
      case "text" -> ReplicatedText.TYPE;
      case "tree" -> MovableTree.TYPE;
      default -> throw new IllegalArgumentException("no type for " + name);
    };
  }

  private static Operation operation(OperationName name, Bytes element, Turn turn) {
    return switch (name) {
      case SET_ADD -> new AddWinsSet.Add(element);
      case SET_REMOVE -> new AddWinsSet.Remove(element);
      case SET_CLEAR -> new AddWinsSet.Clear();
      case GSET_ADD -> new GrowOnlySet.Add(element);
      case COUNTER_ADD -> new PnCounter.Add(turn.amount());
      case STOCK_ADD -> new BoundedCounter.Increment(Math.max(1, turn.amount()));
      case STOCK_TAKE -> new BoundedCounter.Decrement(Math.max(1, turn.amount()));
      case CART_ADD -> new ShoppingCart.Add(element, Math.max(1, turn.amount()));
      case CART_REMOVE -> new ShoppingCart.Remove(element);
      case CART_SET_QUANTITY -> new ShoppingCart.SetQuantity(element, Math.max(0, turn.amount()));
      case CART_CHECKOUT -> new ShoppingCart.Checkout(fresh(turn));
      case CART_CLEAR -> new ShoppingCart.Clear();
      case REGISTER_SET -> new LwwRegister.Set(element);
      case MULTI_SET -> new MvRegister.Set(element);
      default -> structure(name, element, turn);
    };
  }

  private static Operation structure(OperationName name, Bytes element, Turn turn) {
    RandomGenerator random = turn.random();
    int at = turn.isOneIn(2) ? 0 : random.nextInt(PLACES);
    return switch (name) {
      case MAP_UPDATE -> AnyDeed.update(element, turn);
      case MAP_REMOVE -> new ObservedRemoveMap.Remove(element);
      case LIST_INSERT -> new ReplicatedList.Insert(at, List.of(element));
      case LIST_DELETE -> new ReplicatedList.Delete(at, 1);
      case LIST_MOVE -> new ReplicatedList.Move(at, random.nextInt(PLACES));
      case TEXT_INSERT -> new ReplicatedText.Insert(at, element.utf8());
      case TEXT_DELETE -> new ReplicatedText.Delete(at, 1 + random.nextInt(3));
      case TREE_MOVE -> new MovableTree.Move(element, parent(turn), Bytes.EMPTY);
      case TREE_REMOVE -> new MovableTree.Remove(element);
      default -> throw new IllegalArgumentException("no operation " + name);
    };
  }

  private static Bytes parent(Turn turn) {
    return turn.isOneIn(3) ? MovableTree.TOP : drawn(turn);
  }

  private static void remember(Session session, OperationName name, EntryKey key, Bytes element) {
    if (name.verb().equals("add")) {
      session.added(key, element);
    } else if (name.verb().equals("remove")) {
      session.removed(key, element);
    }
  }

  private static Optional<Bytes> element(Turn turn, EntryKey key) {
    if (turn.spec().own()) {
      return turn.session().oneOfOwn(key, turn.random().nextLong());
    }
    return Optional.of(turn.spec().values() > 0 ? drawn(turn) : fresh(turn));
  }

  private static Bytes drawn(Turn turn) {
    return sized("e" + turn.random().nextInt(Math.max(1, turn.spec().values())), turn);
  }

  private static Bytes fresh(Turn turn) {
    return sized(
        turn.session().node().name() + "#" + turn.session().client() + "." + turn.n(), turn);
  }

  /** As long as the scenario wants it, but never shorter than its name. */
  private static Bytes sized(String name, Turn turn) {
    long size = turn.spec().size();
    return Bytes.utf8(
        size <= name.length() ? name : name + ".".repeat((int) (size - name.length())));
  }

  private String key(Turn turn) {
    String key = turn.spec().key();
    if (key.indexOf('{') < 0) {
      return key;
    }
    Topology.Node node = turn.session().node();
    List<Topology.Node> nodes = topology.nodes();
    Topology.Node any = nodes.get(turn.random().nextInt(nodes.size()));
    String text = key.replace("{site}", node.site())
        .replace("{node}", node.name())
        .replace("{block}", node.block().name())
        .replace("{client}", node.name() + "#" + turn.session().client())
        .replace("{round}", Long.toString(turn.round()))
        .replace("{any-site}", any.site())
        .replace("{any-node}", any.name());
    return numbered(text, turn.random());
  }

  /** Puts a number in place of {@code {1..9}}. */
  private static String numbered(String text, RandomGenerator random) {
    int dots = text.indexOf("..");
    int open = text.lastIndexOf('{', dots);
    int close = text.indexOf('}', Math.max(0, dots));
    if (dots < 0 || open < 0 || close < 0) {
      return text;
    }
    int from = Integer.parseInt(text.substring(open + 1, dots));
    int to = Integer.parseInt(text.substring(dots + 2, close));
    int number = from + random.nextInt(to - from + 1);
    return numbered(text.substring(0, open) + number + text.substring(close + 1), random);
  }
}
