/**
 * The protocol of clocks, horizon, completeness, closed runs and forgetting as a small
 * specification that is explored, in the manner of TLA+ and TLC (Lamport, Specifying Systems,
 * 2002). It is no test of the real code: it says what the rules are, and that they are right.
 *
 * <p>What is specified: one add-wins entry; nodes with runs; a clock of what was applied; a
 * horizon of what all members had applied; the removals that travel by themselves. {@link
 * io.rejoin.antientropy.spec.Rules} is the protocol, {@link io.rejoin.antientropy.spec.Moves} what
 * can happen, {@link io.rejoin.antientropy.spec.Properties} what must hold, and each {@link
 * io.rejoin.antientropy.spec.Slip} a rule bent.
 *
 * <p>The rules in short.
 *
 * <ol>
 *   <li>A delta is taken unless its run is closed; its dots, unless the own clock covers them.
 *   <li>An opening tells members, closed runs, horizons, the latest reports, and what was heard of
 *       as applied by anybody. Horizons that share a run are joined; others stay apart.
 *   <li>A whole entry is joined. A dot within a horizon that one side shows and the other lacks,
 *       context included, is judged: kept if who shows it is complete; else dead if the other is;
 *       between two incomplete ones dead if the clock of who lacks it covers it. Dead dots enter no
 *       context. Then come the removals, then the clock is adopted.
 *   <li>An entry whose content or context changes is stamped with all that was heard of, contexts
 *       and removals included. What is dead and within a horizon is forgotten by who is complete
 *       for it, once it covers the stamp. A removal is dropped when a horizon covers it and its
 *       dots.
 *   <li>The report of a node is its clock, what it shows beyond that, and the closed runs it knows.
 *       A closed run is retired when the members that count have reported the same closed runs, the
 *       own clock covers theirs, and what they show beyond is here too: numbers heard of that
 *       nobody has are void. What nobody had heard of stays above the horizon.
 *   <li>A start is a new run. After damage the clock is empty and what is intact stays.
 * </ol>
 *
 * <p>What is left open: an operation that at some time no node had, but an image or a late frame,
 * may be taken for void. Bundles, eviction and folding are not in it.
 *
 * <p>Source: the interval clocks of Almeida, Shoker and Baquero, Delta State Replicated Data Types
 * (2018), and the causal stability of Baquero, Almeida and Shoker, Making Operation-Based CRDTs
 * Operation-Based (2014), here with members that lose or regain old states.
 */
@NullMarked
package io.rejoin.antientropy.spec;

import org.jspecify.annotations.NullMarked;
