package io.rejoin.akka;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.japi.function.Function2;
import io.rejoin.Change;
import io.rejoin.Confirmation;
import io.rejoin.Coverage;
import io.rejoin.Handle;
import io.rejoin.Level;
import io.rejoin.Prefix;
import io.rejoin.Receipt;
import io.rejoin.Refreshed;
import io.rejoin.SessionToken;
import io.rejoin.Subscription;
import io.rejoin.grid.Grid;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The grid as one actor has it: nothing here blocks, and whatever comes of it comes as a message of
 * the actor's own.
 *
 * <pre>{@code
 * Behaviors.setup(context -> {
 *   GridContext<Message> grid = RejoinGrid.get(context.getSystem()).in(context);
 *   Cart cart = grid.grid().cart("carts/ada");
 *   grid.ask(cart, it -> it.add("tea", 1), (receipt, failure) -> new Added(receipt, failure));
 *   grid.subscribe(cart, change -> new Changed(change.after()));
 *   ...
 * });
 * }</pre>
 *
 * <p>An answer has a value or a failure, as in {@link ActorContext#pipeToSelf}. Belongs to the
 * actor's thread, as its context does.
 *
 * @param <T> the actor's messages
 */
public final class GridContext<T> {
  private final Grid grid;
  private final ActorContext<T> context;
  private final Executor patient;
  private final ActorRef<Due<T>> changes;
  private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();
  private CompletableFuture<?> last = CompletableFuture.completedFuture(null);
  private boolean isWatched;

  /** A change of an entry waits for the actor. */
  private record Due<T>(Subscribed<?, T> at, String key) {
    T message() {
      return at.take(key);
    }
  }

  GridContext(Grid grid, ActorContext<T> context) {
    this.grid = grid;
    this.context = context;
    patient = context.getSystem().dispatchers().lookup(DispatcherSelector.blocking());
    changes = context.messageAdapter(dues(), Due::message);
  }

  @SuppressWarnings("unchecked") // an actor has one type of messages
  private static <T> Class<Due<T>> dues() {
    return (Class<Due<T>>) (Class<?>) Due.class;
  }

  /** The node of this ActorSystem, for its handles. */
  public Grid grid() {
    return grid;
  }

  /**
   * Reads or writes through a handle, such as {@code cart -> cart.add("tea", 1)}. What an actor
   * asks is carried out in its order, one after the other: at once if that {@linkplain
   * Handle#isImmediate never waits}, else on Akka's dispatcher for what blocks.
   */
  public <H extends Handle<?>, R> void ask(
      H handle, Function<H, R> question, Function2<@Nullable R, @Nullable Throwable, T> answer) {
    boolean now = last.isDone() && handle.isImmediate();
    CompletableFuture<R> asked = new CompletableFuture<>();
    context.pipeToSelf(asked, answer); // sends the answer before the next question is looked at
    last = last.thenRunAsync(
        () -> complete(asked, () -> question.apply(handle)), now ? Runnable::run : patient);
  }

  /** So that a failure arrives as it was thrown. */
  private static <R> void complete(CompletableFuture<R> asked, Supplier<R> value) {
    try {
      asked.complete(value.get());
    } catch (RuntimeException | Error failure) {
      asked.completeExceptionally(failure);
    }
  }

  /** Waits until so many nodes hold an operation, or the time is over: {@link Receipt#await}. */
  public void confirm(
      Receipt receipt,
      Level level,
      Duration timeout,
      Function2<@Nullable Confirmation, @Nullable Throwable, T> answer) {
    pipe(() -> receipt.confirmation(level, timeout), answer);
  }

  /** Asks other nodes for what they have of an entry: {@link Handle#refresh}. */
  public void refresh(
      Handle<?> handle,
      Level level,
      Duration timeout,
      Function2<@Nullable Refreshed, @Nullable Throwable, T> answer) {
    pipe(() -> handle.refreshed(level, timeout), answer);
  }

  /** Waits until this node shows what a session did elsewhere: {@link Grid#await}. */
  public void await(
      SessionToken token,
      Duration timeout,
      Function2<@Nullable Coverage, @Nullable Throwable, T> answer) {
    pipe(() -> grid.coverage(token, timeout), answer);
  }

  private <R> void pipe(
      Supplier<CompletionStage<R>> begin, Function2<@Nullable R, @Nullable Throwable, T> answer) {
    CompletionStage<R> asked;
    try {
      asked = begin.get();
    } catch (RuntimeException refused) {
      asked = CompletableFuture.failedFuture(refused);
    }
    context.pipeToSelf(asked, answer);
  }

  /**
   * Tells the actor of every change of an entry from now on, until it stops, restarts or closes the
   * subscription. One message waits in its mailbox at a time: what changes meanwhile is merged into
   * that one, which says how much it was. What waits when it is closed still comes.
   *
   * @param message makes a message of a change, on the actor's thread
   * @throws io.rejoin.GridException.LimitExceeded if there are too many listeners
   */
  public <V> Subscription subscribe(Handle<V> handle, Function<Change<V>, T> message) {
    return subscribe(handle::onChange, message);
  }

  /** The same of all entries of a prefix, with one message at a time for each. */
  public <V> Subscription subscribe(Prefix<V> prefix, Function<Change<V>, T> message) {
    return subscribe(prefix::onChange, message);
  }

  private <V> Subscription subscribe(
      Function<Consumer<Change<V>>, Subscription> begin, Function<Change<V>, T> message) {
    Subscribed<V, T> subscribed = new Subscribed<>(message);
    Subscription subscription = begin.apply(change -> {
      if (subscribed.put(change)) {
        changes.tell(new Due<>(subscribed, change.key()));
      }
    });
    if (!isWatched) {
      isWatched = true;
      context.spawnAnonymous(untilStopped());
    }
    subscriptions.add(subscription);
    return () -> {
      subscriptions.remove(subscription);
      subscription.close();
    };
  }

  /** A child ends with its parent's stop or restart, which the context tells nobody else of. */
  private Behavior<Void> untilStopped() {
    return Behaviors.receive(Void.class)
        .onSignal(PostStop.class, stopped -> {
          subscriptions.forEach(Subscription::close);
          return Behaviors.same();
        })
        .build();
  }
}
