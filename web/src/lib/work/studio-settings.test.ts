import { expect, test } from 'vitest';
import { readSettings, settingsOf, settingsOfActivity } from './studio-settings.ts';

test('settings are all fields of an input but its text', () => {
  expect(settingsOf({ kind: 'image', prompt: 'a fox', variant: 'tall' })).toEqual({ variant: 'tall' });
  expect(settingsOf({ kind: 'video', prompt: 'a fox', seconds: 8 })).toEqual({ seconds: 8 });
  expect(settingsOf({ kind: 'voice', text: 'good evening' })).toEqual({});
  const chat = { kind: 'chat', messages: [{ role: 'user', content: 'hi' }], maxOutputTokens: 256 } as const;
  expect(settingsOf({ ...chat, messages: [...chat.messages] })).toEqual({ maxOutputTokens: 256 });
});

test('a failed request, which has no result, still knows its size and length', () => {
  expect(settingsOfActivity({ quantity: { images: 1, variant: 'tall', characters: 5 } })).toEqual({
    variant: 'tall',
  });
  expect(settingsOfActivity({ quantity: { seconds: 8 } })).toEqual({ seconds: 8 });
});

test('what is kept and cannot be read is no setting', () => {
  for (const kept of [null, '', '{', '7', 'null', '{"seconds":{"a":1}}'])
    expect(readSettings(kept)).toEqual({});
  expect(readSettings('{"seconds":8}')).toEqual({ seconds: 8 });
});
