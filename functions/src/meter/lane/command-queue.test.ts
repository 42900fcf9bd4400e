import { beforeEach, describe, expect, test } from 'vitest';
import { CommandQueue, type Queued } from './command-queue.ts';

interface Named extends Queued {
  readonly name: string;
}

let queue: CommandQueue<Named>;
beforeEach(() => {
  queue = new CommandQueue();
});

const named = (name: string, about: string | null = null): Named => ({
  name,
  subject: about === null ? null : { id: about },
  answer: () => undefined,
  suspects: null,
});
const add = (...all: Named[]) => {
  for (const command of all) queue.add(command);
};
const many = (count: number) => Array.from({ length: count }, (_, n) => named(`n${n}`));
const next = () =>
  queue
    .takeBatch()
    .map(({ name }) => name)
    .join(' ');

describe('a batch', () => {
  test('holds no two commands about one document, which leave in the order they came', () => {
    add(named('a', 'x'), named('b'), named('c', 'x'), named('d', 'y'), named('e', 'x'));
    expect([next(), next(), next(), next()]).toEqual(['a b d', 'c', 'e', '']);
  });

  test('leaves out what has been answered meanwhile', () => {
    add(named('a'), { ...named('b'), answer: null }, named('c'));
    expect(next()).toBe('a c');
  });

  test('begins with what was put back', () => {
    add(named('c'));
    queue.putBack([named('a'), named('b')]);
    expect(next()).toBe('a b c');
  });
});

describe('the limit', () => {
  const take = () => queue.takeBatch().length;

  test('starts at a hundred and grows by half while more wait', () => {
    add(...many(1_000));
    const sizes = [1, 2, 3, 4].map(() => {
      const size = take();
      queue.raiseLimit();
      return size;
    });
    expect(sizes).toEqual([100, 150, 225, 338]);
  });

  test('does not grow while all that wait fit', () => {
    add(...many(100));
    queue.raiseLimit();
    add(...many(100));
    expect(take()).toBe(100);
  });

  test('is halved, and never below one', () => {
    add(...many(200));
    const sizes = Array.from({ length: 9 }, () => {
      queue.lowerLimit();
      return take();
    });
    expect(sizes).toEqual([50, 25, 12, 6, 3, 1, 1, 1, 1]);
  });
});

describe('suspects', () => {
  /** Sends batch after batch as a lane does; those with a bad name fail. @returns how many were sent */
  function sendAll(): { sent: number; rejected: string[]; landed: number } {
    const rejected: string[] = [];
    let landed = 0;
    let sent = 0;
    for (let batch = queue.takeBatch(); batch.length > 0; batch = queue.takeBatch()) {
      sent++;
      const [only] = batch;
      if (!batch.some(({ name }) => name.startsWith('bad'))) landed += batch.length;
      else if (only && batch.length === 1) rejected.push(only.name);
      else {
        queue.suspect(batch);
        queue.putBack(batch);
      }
    }
    return { sent, rejected, landed };
  }

  test('are halved until the bad one is alone, in few commits, wherever it stands', () => {
    for (let place = 0; place < 100; place++) {
      queue = new CommandQueue();
      add(...many(99).toSpliced(place, 0, named('bad')));
      const { sent, rejected, landed } = sendAll();
      expect({ rejected, landed }).toEqual({ rejected: ['bad'], landed: 99 });
      expect(sent).toBeLessThanOrEqual(10);
    }
  });

  test('are all found when there are several', () => {
    add(...many(300).map((one, n) => (n % 40 === 7 ? named(`bad${n}`) : one)));
    const { rejected, landed } = sendAll();
    expect(landed).toBe(292);
    expect(rejected.toSorted()).toEqual(
      [7, 47, 87, 127, 167, 207, 247, 287].map((n) => `bad${n}`).toSorted(),
    );
  });

  test('keep apart from those that come meanwhile', () => {
    const suspects = [named('a'), named('b'), named('c'), named('d')];
    queue.suspect(suspects);
    queue.putBack(suspects);
    add(named('e'));
    expect([next(), next(), next(), next()]).toEqual(['a b', 'c', 'd', 'e']);
  });

  test('are cleared with the half that did not fail', () => {
    const suspects = [named('a'), named('b'), named('c'), named('d')];
    queue.suspect(suspects);
    queue.putBack(suspects);
    const half = queue.takeBatch();
    queue.suspect(half);
    queue.putBack(half);
    add(named('e'));
    expect([next(), next(), next()]).toEqual(['a', 'b', 'c d e']);
  });
});
