import { expect, test } from 'vitest';
import { findRetired, identifiersIn } from './retired-words.ts';

test.each([
  ['createDoor', ['door']],
  ['takeOffAt', ['take off']],
  ['TAKE_OFF_AT', ['take off']],
  ['make-picture.ts', ['picture']],
  ['isUnsure', ['unsure']],
])('a retired word is found as a part of %s', (name, words) => {
  expect(findRetired(name)).toEqual(words);
});

test.each(['doorbell', 'outdoors', 'landed', 'takeOver', 'wish', 'clean'])('the name %s may stay', (name) => {
  expect(findRetired(name)).toEqual([]);
});

test('identifiers are read past comments, texts and what stands between tags', () => {
  const source = `
    /** A door. */ const guard = 'door'; // door
    const sign = <p title="door">the door {open}</p>;
  `;
  expect([...identifiersIn(source)]).toEqual(['const', 'guard', 'sign', 'p', 'title', 'open']);
});
