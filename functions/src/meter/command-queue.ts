/** What the queue has to know of a command that waits in it. */
export interface Queued {
  /** The document it is about. */
  readonly subject: { readonly id: string } | null;
  /** Null once it is answered. */
  readonly answer: unknown;
  /** Shared by commands at least one of which makes every commit fail that it is in; null: not suspected. */
  suspects: object | null;
}

/** A lane starts with so many commands in a commit. */
const FIRST_LIMIT = 100;

/** The commands that wait for their commit, and how many of them may share one. */
export class CommandQueue<Q extends Queued> {
  #waiting: Q[] = [];
  #limit = FIRST_LIMIT;

  get length(): number {
    return this.#waiting.length;
  }

  add(command: Q): void {
    this.#waiting.push(command);
  }

  /** Puts commands where they were: before all others. */
  putBack(commands: readonly Q[]): void {
    this.#waiting.unshift(...commands);
  }

  /** Takes those that go in the next commit: no two about the same document. Of suspects it takes one half. */
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
   * suspected any more; when it lands, the other holds it. The others wait for few commits, however many they are.
   */
  suspect(commands: readonly Q[]): void {
    const before = new Set(commands.map(({ suspects }) => suspects));
    for (const command of this.#waiting) if (before.has(command.suspects)) command.suspects = null;
    const suspects = {};
    for (const command of commands) command.suspects = suspects;
  }

  /** A commit has landed: while more wait than may share one, more may. */
  raiseLimit(): void {
    if (this.length > this.#limit) this.#limit = Math.ceil(this.#limit * 1.5);
  }

  /** A commit took so long that its outcome is unknown: fewer share the next. */
  lowerLimit(): void {
    this.#limit = Math.max(1, Math.floor(this.#limit / 2));
  }
}
