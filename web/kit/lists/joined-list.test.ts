import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bottomOf,
  emptyList,
  type JoinedList,
  type ListItem,
  type Part,
  type Stretch,
  trimmed,
  withOlder,
  withStretch,
  withWindow,
} from './joined-list.ts';
import { comparePositions, isBelow, type Position } from './position.ts';
import { reached, toSettle, unsettled } from './settling.ts';

type Item = ListItem<string>;

const item = (order: number, id: string, value = ''): Item => ({ order, id, value });

/** What a query of so many finds in a store, from the top or below a cursor. */
function found(store: readonly Item[], size: number, cursor: Position | null = null): Part<string> {
  const sorted = store.toSorted(comparePositions);
  const items = (cursor ? sorted.filter((one) => isBelow(one, cursor)) : sorted).slice(0, size);
  return { items, last: items.at(-1) ?? null, isFull: items.length === size };
}

function loadAll(list: JoinedList<string>, store: readonly Item[], pageSize: number): JoinedList<string> {
  let loaded = list;
  while (!loaded.isComplete && loaded.tail) {
    loaded = withOlder(loaded, loaded.tail, found(store, pageSize, loaded.tail));
  }
  return loaded;
}

const ids = (items: readonly Item[]) => items.map(({ id }) => id);
const inOrder = (store: readonly Item[]) => ids(store.toSorted(comparePositions));

describe('a list joined from a live window and older pages', () => {
  test('shows all 361 entries, 100 of them of one millisecond', () => {
    const store = Array.from({ length: 361 }, (_, index) =>
      item(index < 100 ? 5_000 : index * 3, `id${index}`),
    );
    const { list } = withWindow<string>(emptyList, found(store, 50));
    expect(ids(loadAll(list, store, 50).items)).toEqual(inOrder(store));
  });

  test('has something below its window only if the window is full', () => {
    const store = Array.from({ length: 3 }, (_, index) => item(index, `id${index}`));
    expect(bottomOf(withWindow<string>(emptyList, found(store, 50)).list)).toBeNull();
    const { list } = withWindow<string>(emptyList, found(store, 2));
    expect(bottomOf(list)?.id).toBe('id1');
    expect(bottomOf(loadAll(list, store, 2))?.id).toBe('id1');
  });

  test('keeps what slides out of the window: 100 and 10 new ones are 110', () => {
    const store = Array.from({ length: 100 }, (_, index) => item(index, `old${index}`));
    let { list } = withWindow<string>(emptyList, found(store, 50));
    list = loadAll(list, store, 50);
    const later = [...store, ...Array.from({ length: 10 }, (_, index) => item(200 + index, `new${index}`))];
    ({ list } = withWindow(list, found(later, 50)));
    expect(ids(list.items)).toEqual(inOrder(later));
  });

  test('names the stretch that nobody has read when more came at once than the window holds', () => {
    const store = [item(1, 'a'), item(2, 'b'), item(3, 'c')];
    const before = withWindow<string>(emptyList, found(store, 2)).list;
    const later = [...store, item(4, 'd'), item(5, 'e'), item(6, 'f'), item(7, 'g')];
    const { list, unread } = withWindow(before, found(later, 2));
    expect(unread).toMatchObject({ above: { id: 'f' }, through: { id: 'c' } });
    const between = [item(5, 'e'), item(4, 'd'), item(3, 'c')];
    expect(ids(withStretch(list, unread as NonNullable<typeof unread>, between).items)).toEqual([
      'g',
      'f',
      'e',
      'd',
      'c',
      'b',
    ]);
  });

  test('drops what was deleted within the window, and what no longer matches its query', () => {
    const store = [item(1, 'a'), item(2, 'b'), item(3, 'c'), item(4, 'd')];
    const before = withWindow<string>(emptyList, found(store, 3)).list;
    const { list } = withWindow(
      before,
      found(
        store.filter(({ id }) => id !== 'c'),
        3,
      ),
    );
    expect(ids(list.items)).toEqual(['d', 'b', 'a']);
  });

  test('ignores a page that was asked for before the list was cut', () => {
    const store = Array.from({ length: 9 }, (_, index) => item(index, `id${index}`));
    const { list } = withWindow<string>(emptyList, found(store, 6));
    const cut = trimmed(list, 4);
    const tail = list.tail as Position;
    expect(withOlder(cut, tail, found(store, 3, tail))).toBe(cut);
    expect(ids(loadAll(cut, store, 3).items)).toEqual(inOrder(store));
  });

  test('whatever comes, changes or is deleted between the readings, each entry is there once and in order', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 5 }),
        fc.array(
          fc.oneof(
            // Many within one millisecond, and now and then a burst larger than the window.
            fc.record({
              kind: fc.constant('add' as const),
              count: fc.integer({ min: 1, max: 20 }),
              ms: fc.nat(2),
            }),
            fc.record({ kind: fc.constant('delete' as const), index: fc.nat(30) }),
            fc.record({ kind: fc.constant('change' as const), index: fc.nat(30) }),
            fc.record({ kind: fc.constant('settle' as const) }),
            fc.record({ kind: fc.constant('older' as const) }),
            fc.record({ kind: fc.constant('stale page' as const) }),
            fc.record({ kind: fc.constant('trim' as const), most: fc.integer({ min: 1, max: 20 }) }),
          ),
          { maxLength: 60 },
        ),
        (windowSize, pageSize, steps) => {
          let store: Item[] = [];
          let list: JoinedList<string> = emptyList;
          let [nowMs, made] = [0, 0];
          let asked: { cursor: Position; page: Part<string> } | null = null;
          let settling = unsettled;
          const read = (stretch: Stretch | null) => {
            if (!stretch) return;
            const between = store
              .filter(
                (one) => isBelow(one, stretch.above) && !(stretch.through && isBelow(one, stretch.through)),
              )
              .toSorted(comparePositions);
            list = withStretch(list, stretch, between);
          };
          const hear = () => {
            const { list: heard, unread } = withWindow(list, found(store, windowSize));
            list = heard;
            settling = reached(settling, list);
            read(unread);
          };
          const settle = () => {
            const { settling: next, stretch } = toSettle(settling, list);
            settling = next;
            read(stretch);
          };
          const settleAll = () => {
            // Longer than any commit takes.
            nowMs += 10;
            settle();
            settle();
          };
          for (const step of steps) {
            switch (step.kind) {
              case 'add':
                nowMs += step.ms;
                for (let n = 0; n < step.count; n++) {
                  made += 1;
                  // Ids are in no order.
                  store = [...store, item(nowMs, `${(made * 7919) % 1_000}-${made}`)];
                }
                hear();
                break;
              case 'delete': {
                // The window tells of what it holds.
                const target = store.toSorted(comparePositions).slice(0, windowSize)[step.index];
                store = store.filter((one) => one !== target);
                hear();
                break;
              }
              case 'change': {
                const target = store[step.index];
                if (target) store = store.with(step.index, { ...target, value: `${target.value}+` });
                hear();
                break;
              }
              case 'settle':
                settleAll();
                break;
              case 'older':
                if (!list.tail) break;
                // Nobody asks for older ones within the time that a commit takes.
                nowMs += 10;
                asked = { cursor: list.tail, page: found(store, pageSize, list.tail) };
                list = withOlder(list, asked.cursor, asked.page);
                break;
              case 'stale page':
                if (asked) list = withOlder(list, asked.cursor, asked.page);
                break;
              case 'trim':
                list = trimmed(list, Math.max(step.most, windowSize));
                break;
            }
            const stored = inOrder(store);
            const shown = ids(list.items);
            // Once each, in order, and nothing that is not there.
            expect(shown).toEqual(stored.filter((id) => shown.includes(id)));
            if (step.kind !== 'settle') continue;
            expect(shown).toEqual(stored.slice(0, shown.length));
            if (list.isComplete) expect(shown).toHaveLength(stored.length);
          }
          settleAll();
          expect(ids(loadAll(list, store, pageSize).items)).toEqual(inOrder(store));
        },
      ),
    );
  });
});
