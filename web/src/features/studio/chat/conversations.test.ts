import { expect, test } from 'vitest';
import { conversationsOf, type Question } from './conversations.ts';

const asked = (requestId: string, place?: Question['place']): Question => ({
  ...{ requestId, prompt: `question ${requestId}`, model: 'a-model', place },
  askedAtMs: Number.parseInt(requestId, 16),
});
const shown = (questions: Question[]) =>
  conversationsOf(questions).map(({ id, turns }) => [id, turns.map(({ requestId }) => requestId).join('')]);

test('questions of a conversation follow each other, and the latest conversation is first', () => {
  const questions = [asked('4', { id: '1' }), asked('3', { id: '2' }), asked('2'), asked('1')];
  expect(shown(questions)).toEqual([
    ['1', '14'],
    ['2', '23'],
  ]);
  expect(conversationsOf(questions)[0]).toMatchObject({ title: 'question 1', lastAtMs: 4 });
});

test('an edited question replaces what followed it, and all its requests are known', () => {
  const questions = [
    asked('1'),
    asked('2', { id: '1' }),
    asked('3', { id: '1' }),
    asked('4', { id: '1', replaces: '2' }),
    asked('5', { id: '1' }),
  ];
  expect(shown(questions)).toEqual([['1', '145']]);
  expect(conversationsOf(questions)[0]?.requestIds).toEqual(['1', '2', '3', '4', '5']);
});

test('the first question can be replaced, again and again', () => {
  const again = [asked('2', { id: '1', replaces: '1' }), asked('3', { id: '1', replaces: '2' })];
  expect(shown([asked('1'), ...again])).toEqual([['1', '3']]);
});

test('a conversation stays whole when a question in it was deleted or is not loaded', () => {
  expect(shown([asked('3', { id: '1' }), asked('5', { id: '1', replaces: '4' })])).toEqual([['1', '35']]);
});
