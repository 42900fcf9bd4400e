import { expect, test } from 'vitest';
import { searchPrefix, toSearchPrefixes } from './search-text.ts';

const people = [
  { email: 'Jose.Nunez@example.com', name: 'José Núñez' },
  { email: 'soren@example.dk', name: 'Søren Åkesson' },
  { email: 'l.weiss@example.de', name: 'Łucja Weiß' },
];

test.each([
  ['jos', 0],
  ['JOSÉ', 0],
  ['nune', 0],
  ['josé  nú', 0],
  ['jose.nunez@exa', 0],
  ['soren a', 1],
  ['ake', 1],
  ['lucja', 2],
  ['weiss', 2],
])('"%s" finds person %d by the beginning of a name or an e-mail address, accents aside', (typed, found) => {
  const prefix = searchPrefix(typed);
  expect(people.flatMap((user, index) => (toSearchPrefixes(user).includes(prefix) ? [index] : []))).toEqual([
    found,
  ]);
});

test('a search text longer than the stored prefixes matches by its first characters', () => {
  const email = 'somebody.with.a.long.address@example.com';
  expect(toSearchPrefixes({ email, name: null })).toContain(searchPrefix(email));
});

test('a user without e-mail address and name is found by no search', () => {
  expect(toSearchPrefixes({ email: null, name: null })).toEqual([]);
});
