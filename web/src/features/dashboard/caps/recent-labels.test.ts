import { expect, test } from 'vitest';
import { recentLabels } from './recent-labels.ts';

const requests = (...labels: (string | undefined)[]) =>
  labels.map((label) => ({ value: label === undefined ? {} : { label } }));

test('labels of the newest requests are suggested once each, without those that have a cap', () => {
  const activities = requests('film', undefined, 'book', 'film', 'song');
  expect(recentLabels(activities, ['book'])).toEqual(['film', 'song']);
});

test('at most six labels are suggested', () => {
  expect(recentLabels(requests('a', 'b', 'c', 'd', 'e', 'f', 'g'), [])).toHaveLength(6);
});
