import { expect, test } from 'vitest';
import { latestNewsMs } from './latest-news-ms.ts';

const item = (order: number, endedMs = order) => ({ order, id: `id${order}`, value: endedMs });
const windowEnd = { order: 100, id: 'id100' };
const happenedAt = (endedMs: number) => endedMs;

test('the latest of what has come or changed within the window is news', () => {
  expect(latestNewsMs([item(100, 170), item(160)], { windowEnd, happenedAt })).toBe(170);
  expect(latestNewsMs([item(1)], { windowEnd: null, happenedAt })).toBe(1);
});

test('what moves up from below the window is no news, however late it is shown', () => {
  expect(latestNewsMs([item(99)], { windowEnd, happenedAt })).toBeNull();
  expect(latestNewsMs([], { windowEnd, happenedAt })).toBeNull();
});
