/**
 * Three servers and five contenders, all of them processes, under one fault after another; what the contenders saw is judged afterwards. Start from
 * {@link io.haservices.benchmarks.attack.AttackIT}; the page {@code docs/operations/attack.md} tells what was seen.
 */
@NullMarked
package io.haservices.benchmarks.attack;

import org.jspecify.annotations.NullMarked;
