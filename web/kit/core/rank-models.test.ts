import { creditsToMicros, presets } from '@firemeter/functions/contract';
import { expect, test } from 'vitest';
import { rankModels } from './rank-models.ts';

const input = { kind: 'image', prompt: 'a kite' } as const;

function ranked(credits: number | null) {
  return rankModels({
    catalog: presets.gallery,
    operation: 'image',
    input,
    availableMicros: credits === null ? null : creditsToMicros(credits),
  });
}
const recommended = (credits: number | null) => ranked(credits).find((model) => model.recommended)?.name;

test('the finest model is recommended that the balance pays for ten times', () => {
  expect(recommended(20)).toBe('nano-banana-pro');
  expect(recommended(19.999)).not.toBe('nano-banana-pro');
  expect(recommended(5)).toBe('nano-banana');
});

test('with little left the cheapest is recommended, and what cannot be paid cannot be chosen', () => {
  const models = ranked(1);
  expect(models.find((model) => model.recommended)?.name).toBe('nano-banana');
  expect(models.find(({ name }) => name === 'nano-banana-pro')?.standing).toBe('dear');
  expect(models.find(({ name }) => name === 'flux-dev')?.standing).toBe('open');
});

test('with nothing left there is nothing to recommend', () => {
  expect(recommended(0)).toBeUndefined();
  expect(ranked(0).every(({ standing }) => standing === 'dear')).toBe(true);
});

test('where nothing is charged everything is open', () => {
  expect(ranked(null).every(({ standing, recommended: best }) => standing === 'open' && !best)).toBe(true);
});

test('what is switched off, or made by a provider that is, cannot be chosen', () => {
  const catalog = { ...presets.gallery, disabledProviders: ['google'] };
  const models = rankModels({ catalog, operation: 'image', input, availableMicros: null });
  expect(models.find(({ name }) => name === 'nano-banana')?.standing).toBe('off');
  expect(models.find(({ name }) => name === 'flux-dev')?.standing).toBe('open');
});

test('a model of a plan can be chosen by its subscribers only, and says which plan opens it', () => {
  const catalog = structuredClone(presets.gallery);
  Object.assign(catalog.operations.image?.models['flux-dev'] ?? {}, { plans: ['max'] });
  const fluxOn = (plan: string | null) =>
    rankModels({ catalog, operation: 'image', input, availableMicros: null, plan }).find(
      ({ name }) => name === 'flux-dev',
    );
  expect(fluxOn(null)).toMatchObject({ standing: 'plan', plans: ['Max'] });
  expect(fluxOn('plus')?.standing).toBe('plan');
  expect(fluxOn('max')?.standing).toBe('open');
  const poor = rankModels({ catalog, operation: 'image', input, availableMicros: 0, plan: 'max' });
  expect(poor.find(({ name }) => name === 'flux-dev')?.standing).toBe('dear');
});
