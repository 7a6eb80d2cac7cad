package io.rejoin.examples.logistics.voyage;

/**
 * A bundle file that somebody carried.
 *
 * @param written hour of the story
 * @param taken hour of the story
 * @param operations of the sender's that the receiver saw by it
 */
public record Mail(
    String from, String to, double written, double taken, long bytes, long operations) {}
