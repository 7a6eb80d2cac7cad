/**
 * The protocol of clocks and forgetting as a small specification that is explored, in the manner of
 * TLA+ and TLC (Lamport, Specifying Systems, 2002). It is no test of the real code: it says what
 * the rules are, and that they are right.
 *
 * <p>What is specified: one add-wins entry; nodes with runs; of each node a clock C of what it has
 * applied and a cut G of what it has forgotten; the removals R that travel by themselves. {@link
 * io.rejoin.antientropy.spec.Rules} is the protocol, {@link io.rejoin.antientropy.spec.Moves} what
 * can happen, {@link io.rejoin.antientropy.spec.Properties} what must hold, and each {@link
 * io.rejoin.antientropy.spec.Slip} a rule bent.
 *
 * <p>The rules in short.
 *
 * <ol>
 *   <li>G rises to what all members have applied, as far as it is known, gap-free. An entry that
 *       changes is stamped with all that was heard of: clocks, contexts, removals. Once G covers
 *       the stamp, dead dots up to G leave the context. A removal leaves R once G covers it and its
 *       dots.
 *   <li>A delta is taken unless its run is closed; its dots, unless the own clock covers them.
 *   <li>An opening tells members, closed runs, the latest reports, C, G and what was heard of.
 *   <li>A whole entry is joined, if the live contents differ. A dot that the other shows, that is
 *       unknown here and that G covers, is refused if the other's clock does not cover G; and the
 *       other sheds it. Such dots enter no context. Then come the removals. At the end, always, the
 *       other's C and G are joined to the own.
 *   <li>The report of a node is its clock, what it shows beyond that, and the closed runs it knows.
 *       A run is closed when its node has a later one or is evicted. It is retired when all members
 *       that count have reported the same closed runs, the own clock covers theirs, and what they
 *       show beyond is here too: numbers heard of that nobody has are void. Numbers that nobody had
 *       heard of stay open.
 *   <li>A start is a new run, and remembers the members. What was heard of is stored before the
 *       entries that it explains, the clock after them. If something is damaged, clock and G are
 *       empty, and what is intact stays, with what was heard of. Who is to find others and
 *       remembers nobody forgets nothing, and takes nothing for void, until it has met somebody.
 *   <li>A bundle is half a session without an answer, from beyond a base. Its C and G are joined
 *       only by a node whose clock covers the base and the bundle's G.
 *   <li>An evicted member counts no more, its runs are closed, and nobody who knows of it talks
 *       with it. What it has left may be salvaged: its dots that G does not cover are joined, what
 *       it had removed is removed by an operation of the member, its C and G are not joined.
 * </ol>
 *
 * <p>What holds in each state, of each node.
 *
 * <ul>
 *   <li>I1: if C covers the removal of a dot, the node does not show the dot.
 *   <li>I2: if C covers the operation that put a dot, the node shows the dot, or its context or G
 *       covers it, or somebody has removed it.
 *   <li>C covers G.
 *   <li>If faults end and sessions go on: all members show the same; nothing that somebody held is
 *       lost unless it was removed; nothing comes back whose removal somebody had applied; contexts
 *       and R become empty.
 * </ul>
 *
 * <p>What is left open: an operation that at some time no member had, but an image, a bundle or a
 * late frame, may be taken for void.
 *
 * <p>Source: the interval clocks of Almeida, Shoker and Baquero, Delta State Replicated Data Types
 * (2018); the node clock of Gonçalves, Almeida, Baquero and Fonte, Concise Server-Wide Causality
 * Management for Eventually Consistent Data Stores (2015), by which a dot below the clock that is
 * not shown was removed; and the causal stability of Baquero, Almeida and Shoker, Making
 * Operation-Based CRDTs Operation-Based (2014), here with members that lose or regain old states.
 */
@NullMarked
package io.rejoin.antientropy.spec;

import org.jspecify.annotations.NullMarked;
