import { expect, test } from 'vitest';
import { latestNewsMs } from './latest-news-ms.ts';

const item = (order: number, endedMs = order) => ({ order, id: `id${order}`, value: endedMs });
const bottom = { order: 100, id: 'id100' };
const happenedAt = (endedMs: number) => endedMs;

test('the latest of what has come or changed within the window is news', () => {
  expect(latestNewsMs([item(100, 170), item(160)], { bottom, happenedAt })).toBe(170);
  expect(latestNewsMs([item(1)], { bottom: null, happenedAt })).toBe(1);
});

test('what moves up from below the window is no news, however late it is shown', () => {
  expect(latestNewsMs([item(99)], { bottom, happenedAt })).toBeNull();
  expect(latestNewsMs([], { bottom, happenedAt })).toBeNull();
});
