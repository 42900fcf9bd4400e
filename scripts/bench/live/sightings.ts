import { Problem } from '../../stack/terminal.ts';

const patienceMs = 30_000;

/** When what was first seen, by whoever watches; asked for before or after it is seen. */
export class Sightings<T> {
  readonly #watcher: string;
  readonly #seen = new Map<string, PromiseWithResolvers<T>>();

  constructor(watcher: string) {
    this.#watcher = watcher;
  }

  saw(what: string, sighting: T): void {
    this.#of(what).resolve(sighting);
  }

  /** @throws Problem when it is not seen within half a minute */
  async of(what: string): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const giveUp = () => reject(new Problem(`${this.#watcher} did not show "${what}" within 30 s`));
    const patience = setTimeout(giveUp, patienceMs);
    void this.#of(what).promise.then(resolve);
    return promise.finally(() => clearTimeout(patience));
  }

  #of(what: string): PromiseWithResolvers<T> {
    const known = this.#seen.get(what) ?? Promise.withResolvers<T>();
    this.#seen.set(what, known);
    return known;
  }
}
