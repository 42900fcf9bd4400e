import { type Catalog, creditsToMicros, type GenerationInput, presets } from '@firemeter/functions/contract';
import { expect, test } from 'vitest';
import { cheaperWay } from '../../../lib/money/advice/cheaper-way.ts';
import { studioKinds } from './index.ts';

function adviceFor(input: GenerationInput, credits: number, catalog: Catalog = presets.studio) {
  const operation = input.kind;
  const model = catalog.operations[operation]?.defaultModel ?? '';
  const ask = { operation, model, input };
  return cheaperWay({ catalog, ask, availableMicros: creditsToMicros(credits), kinds: studioKinds });
}

const voice = (characters: number): GenerationInput => ({ kind: 'voice', text: 'a'.repeat(characters) });
const video = (seconds: number): GenerationInput => ({ kind: 'video', prompt: 'a kite', seconds });

test('a shorter text is advised only where it costs less and can be paid', () => {
  expect(adviceFor(voice(900), 20)).toEqual({ kind: 'shorter', what: 'text' });
  // Every recording costs a started minute: 15 credits.
  expect(adviceFor(voice(900), 4)).toBeNull();
  expect(adviceFor(voice(20), 4)).toBeNull();
});

test('a shorter video is advised only where a model makes one that can be paid', () => {
  expect(adviceFor(video(12), 40)).toEqual({ kind: 'shorter', what: 'length' });
  const { video: sold } = presets.studio.operations;
  const veo = sold?.models['veo-3.1-fast'];
  if (!sold || !veo) throw new Error('No Veo');
  const offers = { seconds: [4, 6, 8], sizes: null, shapes: null };
  const models = { 'veo-3.1-fast': { ...veo, enabled: true, offers } };
  const operations = { video: { ...sold, defaultModel: 'veo-3.1-fast', models } };
  const catalog = { ...presets.studio, operations };
  expect(adviceFor(video(8), 40, catalog)).toEqual({ kind: 'shorter', what: 'length' });
  expect(adviceFor(video(8), 39, catalog)).toBeNull();
});

test('another model is advised where it can be paid', () => {
  const image: GenerationInput = { kind: 'image', prompt: 'a kite' };
  expect(adviceFor(image, 4, presets.videoremix)).toEqual({ kind: 'model', label: 'Stable Diffusion' });
  expect(adviceFor(image, 2, presets.videoremix)).toBeNull();
});

test('a shorter message is not advised where what was said before costs more than there is', () => {
  const message = (characters: number) => ({ role: 'user' as const, content: 'a'.repeat(characters) });
  const chat = (...messages: ReturnType<typeof message>[]): GenerationInput => ({
    kind: 'chat',
    messages,
    maxOutputTokens: 400,
  });
  expect(adviceFor(chat(message(40_000)), 2)).toEqual({ kind: 'shorter', what: 'text' });
  expect(adviceFor(chat(message(40_000), message(4)), 2)).toBeNull();
});

test('a shorter piece of music is not advised below the shortest that can be chosen', () => {
  const { music } = presets.reelbanana.operations;
  const [name = ''] = Object.keys(music?.models ?? {});
  const model = music?.models[name];
  if (!music || !model) throw new Error('No music');
  const price = {
    kind: 'per-unit',
    unit: 'second',
    unitSize: 1,
    micros: creditsToMicros(1),
    minimumMicros: 0,
  };
  const operations = {
    music: { ...music, models: { [name]: { ...model, price } } },
  } as Catalog['operations'];
  const catalog = { ...presets.reelbanana, operations };
  const input: GenerationInput = { kind: 'music', prompt: 'warm strings', seconds: 30 };
  expect(adviceFor(input, 5, catalog)).toEqual({ kind: 'shorter', what: 'length' });
  expect(adviceFor(input, 4, catalog)).toBeNull();
});
