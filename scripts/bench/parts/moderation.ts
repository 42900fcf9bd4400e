import { Profanity } from '@2toad/profanity';
import { loadModeration } from '@firemeter/functions/contract';
import { englishDataset, englishRecommendedTransformers, RegExpMatcher } from 'obscenity';
import { isHeldOut, phrases, scoreOf } from '../../../functions/test/moderation/published-set.ts';
import type { ArmName } from '../arms/arm.ts';
import { atLeast, atMost, below, type Figure, type Part } from '../figures.ts';
import type { Bench } from '../lab.ts';
import { quantile } from '../load.ts';

const rounds = 300;
const repeats = 10;
const bytes = 4_096;
const text = 'A lighthouse keeper counts the ships that pass at night, and writes down 14 of them. '
  .repeat(60)
  .slice(0, bytes);
const hostilePieces = ['fuc', 'f ', 'f*', 'sh!', '1l|!', 'how to ', 'shiitake ', '𝕗', 'f u '];
const hostileLength = 100_000;

/** What the first stage of moderation catches of the published set, and how long it takes, beside two libraries. */
export async function moderation({ progress }: Bench): Promise<Part> {
  const { createMatcher, defaultModeration } = await loadModeration();
  const find = createMatcher(defaultModeration);
  const obscenity = new RegExpMatcher({ ...englishDataset.build(), ...englishRecommendedTransformers });
  const toad = new Profanity({
    languages: ['en', 'de', 'fr', 'es', 'it', 'pt', 'ru', 'ja'],
    unicodeWordBoundaries: true,
  });
  const arms: Partial<Record<ArmName, (text: string) => boolean>> = {
    Firemeter: (asked) => find(asked).length > 0,
    obscenity: (asked) => obscenity.hasMatch(asked),
    '@2toad/profanity': (asked) => toad.exists(asked),
  };
  const ofEach = (value: (isCaught: (text: string) => boolean) => number): Figure['values'] =>
    Object.fromEntries(Object.entries(arms).map(([name, isCaught]) => [name, value(isCaught)]));

  const halves = {
    'held-out': phrases.filter(isHeldOut),
    training: phrases.filter((phrase) => !isHeldOut(phrase)),
  };
  const english = halves['held-out'].filter(({ language }) => language === 'en');
  const scores = (what: string, of: typeof english): Figure[] => [
    { what: `caught, ${what}`, unit: 'percent', values: ofEach((one) => scoreOf(one, of).caught * 100) },
    {
      what: `false alarms, ${what}`,
      unit: 'percent',
      values: ofEach((one) => scoreOf(one, of).falseAlarms * 100),
    },
  ];
  const [caught, falseAlarms] = scores('held-out half', halves['held-out']) as [Figure, Figure];
  const time = timeOf(arms, progress.note);
  const hostileMs = Math.max(
    ...hostilePieces.map((piece) => {
      const asked = piece.repeat(hostileLength / piece.length);
      const startedMs = performance.now();
      find(asked);
      return performance.now() - startedMs;
    }),
  );
  return {
    name: 'moderation',
    title: `Moderation by words: a published set of ${phrases.length} phrases`,
    figures: [
      { ...caught, target: atLeast(90, caught.values.Firemeter ?? 0, 'percent') },
      { ...falseAlarms, target: atMost(1, falseAlarms.values.Firemeter ?? 100, 'percent') },
      ...scores('training half', halves.training),
      ...scores('English of the held-out half', english),
      {
        what: 'a text of 4 kB, median',
        unit: 'ms',
        values: time,
        target: below(0.2, time.Firemeter ?? 1, 'ms'),
      },
      { what: 'the slowest of nine hostile texts of 100 kB', unit: 'ms', values: { Firemeter: hostileMs } },
    ],
    notes: [
      'The set is `functions/test/moderation/phrases.json`: bad phrases of the List of Dirty, Naughty, Obscene, and Otherwise Bad Words (CC BY 4.0) and our own, plain and disguised, and good ones that look like them. Half is held out, by a digest of the phrase.',
      'obscenity knows English, @2toad/profanity here eight languages of the set; so English is told apart.',
    ],
  };
}

/** Arms take turns, so that whatever else the machine does falls on all alike. */
function timeOf(
  arms: Partial<Record<ArmName, (text: string) => boolean>>,
  note: (text: string) => void,
): Figure['values'] {
  const took = new Map<string, number[]>();
  for (let round = 0; round < rounds; round++) {
    if (round % 100 === 0) note(`round ${round} of ${rounds}`);
    for (const [name, isCaught] of Object.entries(arms)) {
      const startedMs = performance.now();
      for (let repeat = 0; repeat < repeats; repeat++) isCaught(text);
      if (round > rounds / 3)
        took.set(name, [...(took.get(name) ?? []), (performance.now() - startedMs) / repeats]);
    }
  }
  return Object.fromEntries([...took].map(([name, all]) => [name, quantile(all, 0.5)]));
}
