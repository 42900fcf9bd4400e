import { expect, expectTypeOf, test } from 'vitest';
import { builtIn, type InputOf, type ServerKind } from '../../contract/index.ts';
import type { Runner } from './runner.ts';
import { type Runners, runners } from './runners.ts';

test('every kind that the server runs has a runner', () => {
  const kinds = builtIn.filter(({ runs }) => (runs as string) !== 'app').map(({ kind }) => kind);
  expect(Object.keys(runners).sort()).toEqual([...kinds].sort());
});

test('a missing runner, or one of another kind, doesn’t compile', () => {
  expectTypeOf<keyof Runners>().toEqualTypeOf<ServerKind>();
  expectTypeOf<Parameters<Runner<'voice'>>[0]['input']>().toEqualTypeOf<InputOf<'voice'>>();
  const { upscale, ...others } = runners;
  // @ts-expect-error nobody enlarges pictures
  const forgotten: Runners = others;
  // @ts-expect-error what enlarges pictures films nothing
  const swapped: Runners = { ...runners, video: upscale };
  expect([forgotten, swapped]).toHaveLength(2);
});
