/** A filter that rings at one frequency, as a cavity does; at 0 Hz it lets everything pass as it is. */
export class Resonator {
  #a = 1;
  #b = 0;
  #c = 0;
  #last = 0;
  #beforeLast = 0;
  readonly #rate: number;

  /** @param rate samples a second */
  constructor(rate: number) {
    this.#rate = rate;
  }

  /** @param wideHz how far around the frequency it still rings */
  tune(frequencyHz: number, wideHz: number): void {
    this.#c = -Math.exp((-2 * Math.PI * wideHz) / this.#rate);
    this.#b =
      2 * Math.exp((-Math.PI * wideHz) / this.#rate) * Math.cos((2 * Math.PI * frequencyHz) / this.#rate);
    this.#a = 1 - this.#b - this.#c;
  }

  /** One sample through it. */
  ring(sample: number): number {
    const now = this.#a * sample + this.#b * this.#last + this.#c * this.#beforeLast;
    this.#beforeLast = this.#last;
    this.#last = now;
    return now;
  }
}
