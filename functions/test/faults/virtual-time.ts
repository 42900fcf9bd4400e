import { AsyncLocalStorage } from 'node:async_hooks';

interface Timer {
  atMs: number;
  readonly order: number;
  readonly callback: () => void;
  /** Null: it comes once. */
  readonly everyMs: number | null;
  unref(): Timer;
}

const real = {
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  setInterval: globalThis.setInterval,
  clearInterval: globalThis.clearInterval,
  setImmediate: globalThis.setImmediate,
  now: performance.now,
  random: Math.random,
};
const outside = new AsyncLocalStorage<true>();

/**
 * Time that passes only when everything that can happen now has happened, so that an hour of waiting takes no time and
 * the same seed gives the same order of events. While it runs, timers, `performance.now` and `Math.random` are its.
 */
export class VirtualTime {
  #nowMs = 0;
  #order = 0;
  #timers: Timer[] = [];
  #callsOutside = 0;
  readonly random: () => number;

  constructor(seed: number) {
    this.random = randomFrom(seed);
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#add(resolve, ms);
    });
  }

  /** Runs a call that takes real time, such as one to the emulator: virtual time stands still meanwhile. */
  async outside<T>(call: () => Promise<T>): Promise<T> {
    this.#callsOutside++;
    try {
      return await outside.run(true, call);
    } finally {
      this.#callsOutside--;
    }
  }

  /** @throws when nothing can ever happen any more and `main` has not ended */
  async run<T>(main: () => Promise<T>): Promise<T> {
    this.#install();
    try {
      let hasEnded = false;
      const result = main().finally(() => {
        hasEnded = true;
      });
      result.catch(() => undefined);
      for (;;) {
        await new Promise((resolve) => real.setImmediate(resolve));
        if (hasEnded) return await result;
        if (this.#callsOutside > 0) continue;
        const timer = this.#timers.shift();
        if (!timer) throw new Error('Everything waits and nothing can happen any more');
        this.#nowMs = timer.atMs;
        if (timer.everyMs !== null) this.#insert(timer, timer.atMs + timer.everyMs);
        timer.callback();
      }
    } finally {
      this.#uninstall();
    }
  }

  #add(callback: () => void, ms: number, everyMs: number | null = null): Timer {
    const timer: Timer = { atMs: 0, order: this.#order++, callback, everyMs, unref: () => timer };
    this.#insert(timer, this.#nowMs + Math.max(0, ms));
    return timer;
  }

  #insert(timer: Timer, atMs: number): void {
    timer.atMs = atMs;
    let index = this.#timers.length;
    while (index > 0 && (this.#timers[index - 1]?.atMs ?? 0) > atMs) index--;
    this.#timers.splice(index, 0, timer);
  }

  #install(): void {
    const setVirtual = (callback: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) =>
      outside.getStore() ? real.setTimeout(callback, ms, ...args) : this.#add(() => callback(...args), ms);
    const clearVirtual = (timer: Timer | undefined) => {
      const index = timer ? this.#timers.indexOf(timer) : -1;
      if (index >= 0) this.#timers.splice(index, 1);
      else real.clearTimeout(timer as unknown as NodeJS.Timeout);
    };
    const repeatVirtual = (callback: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) =>
      outside.getStore()
        ? real.setInterval(callback, ms, ...args)
        : this.#add(() => callback(...args), ms, Math.max(1, ms));
    Object.assign(globalThis, {
      setTimeout: setVirtual,
      clearTimeout: clearVirtual,
      setInterval: repeatVirtual,
      clearInterval: clearVirtual,
    });
    performance.now = () => (outside.getStore() ? real.now.call(performance) : this.#nowMs);
    Math.random = this.random;
  }

  #uninstall(): void {
    const { setTimeout, clearTimeout, setInterval, clearInterval } = real;
    Object.assign(globalThis, { setTimeout, clearTimeout, setInterval, clearInterval });
    performance.now = real.now;
    Math.random = real.random;
  }
}

/** Mulberry32: small, quick, and the same everywhere. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
