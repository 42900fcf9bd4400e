/** The facts about a waiting command that the queue needs. */
export interface Queued {
  /** The document that the command is about. */
  readonly subject: { readonly id: string } | null;
  /** Null once it is answered. */
  readonly answer: unknown;
  /** Shared by commands of which at least one makes every commit fail; null: not suspected. */
  suspects: object | null;
}

/** The number of commands per commit that a lane starts with. */
const FIRST_LIMIT = 100;

/** Keeps the commands that wait for a commit, and decides how many may share one. */
export class CommandQueue<Q extends Queued> {
  #waiting: Q[] = [];
  #limit = FIRST_LIMIT;

  get length(): number {
    return this.#waiting.length;
  }

  add(command: Q): void {
    this.#waiting.push(command);
  }

  /** Puts commands back, before all others. */
  putBack(commands: readonly Q[]): void {
    this.#waiting.unshift(...commands);
  }

  /** Takes the commands for the next commit, no two about the same document; of suspects only one half. */
  takeBatch(): Q[] {
    const waiting = this.#waiting.filter(({ answer }) => answer !== null);
    const suspects = waiting[0]?.suspects ?? null;
    const group = waiting.filter((command) => command.suspects === suspects);
    const most = suspects ? Math.ceil(group.length / 2) : this.#limit;
    const subjects = new Set<string | undefined>();
    const batch = new Set<Q>();
    for (const command of group) {
      const id = command.subject?.id;
      const isTaken = id !== undefined && subjects.has(id);
      if (!isTaken && batch.size < most) batch.add(command);
      subjects.add(id);
    }
    this.#waiting = waiting.filter((command) => !batch.has(command));
    return [...batch];
  }

  /**
   * Notes that at least one of these makes their commit fail. Halving finds it: when one half fails, the other is not
   * suspected any more; when it lands, the other contains it. So the other commands wait for few commits only.
   */
  suspect(commands: readonly Q[]): void {
    const before = new Set(commands.map(({ suspects }) => suspects));
    for (const command of this.#waiting) if (before.has(command.suspects)) command.suspects = null;
    const suspects = {};
    for (const command of commands) command.suspects = suspects;
  }

  /** Raises the limit after a commit that landed, if more commands wait than may share one. */
  raiseLimit(): void {
    if (this.length > this.#limit) this.#limit = Math.ceil(this.#limit * 1.5);
  }

  /** Lowers the limit after a commit whose outcome is unknown. */
  lowerLimit(): void {
    this.#limit = Math.max(1, Math.floor(this.#limit / 2));
  }
}
