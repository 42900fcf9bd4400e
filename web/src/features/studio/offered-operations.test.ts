import { presets } from '@firemeter/functions/contract';
import { expect, test } from 'vitest';
import { offeredOperations } from './offered-operations.ts';

const names = (catalog: Parameters<typeof offeredOperations>[0]) =>
  offeredOperations(catalog).map(({ name }) => name);

test('the studio offers what the catalog sells, in an order of its own', () => {
  expect(names(presets.studio)).toEqual(['image', 'upscale', 'video', 'voice', 'chat']);
  expect(names(presets.videoremix)).toEqual([
    'image',
    'cartoon',
    'edit',
    'ghibli',
    'meme',
    'upscale',
    'video',
    'upload',
  ]);
  expect(names(presets.reelbanana)).toEqual([
    'image',
    'narration',
    'music',
    'story',
    'captions',
    'polish',
    'upload',
  ]);
});

test('what is switched off is not offered: an operation, its only provider, everything', () => {
  const { studio } = presets;
  const chat = { ...studio.operations, chat: { ...studio.operations.chat, enabled: false } };
  expect(names({ ...studio, operations: chat as typeof studio.operations })).not.toContain('chat');
  expect(names({ ...presets.videoremix, disabledProviders: ['openai'] })).not.toContain('edit');
  expect(names({ ...studio, enabled: false })).toEqual([]);
});
