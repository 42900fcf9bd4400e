import { seededRandom } from './seeded-random.ts';

export interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

const openings = [
  'Here is a way to think about **TOPIC**.',
  'A short answer on **TOPIC** first, then the reasons.',
] as const;
const points = [
  '**Start with the goal.** Say in one sentence what a good outcome for TOPIC would be, and who would notice.',
  '**Look at what is there.** Most of what matters about TOPIC can be observed before anything is changed.',
  '**Measure it.** Pick one figure, write it down today, and compare it in a week.',
  '**Write it down.** A note of half a page on TOPIC saves the next conversation.',
] as const;
const endings = [
  'If you tell me more about your situation, I can be more specific.',
  'Try the first step today; the others can wait until you have seen what it does.',
] as const;

/** Writes an answer about the last question that says that a stand-in wrote it: the same for the same conversation. */
export function writeAnswer(conversation: readonly Message[]): string {
  const asked = conversation.filter(({ role }) => role === 'user').map(({ content }) => topicOf(content));
  const topic = asked.at(-1) ?? 'this';
  const earlier = asked.at(-2);
  const random = seededRandom(conversation.map(({ content }) => content).join('\n'));
  const chosen = points.toSorted(() => random.next() - 0.5).slice(0, 3 + random.below(3));
  return [
    random.pick(openings),
    ...(earlier ? [`It follows on from what you asked about *${earlier}*.`] : []),
    chosen.map((point, index) => `${index + 1}. ${point}`).join('\n'),
    random.pick(endings),
    '_A stand-in on this machine wrote this; no model was asked._',
  ]
    .join('\n\n')
    .replaceAll('TOPIC', () => topic);
}

const MAX_TOPIC = 120;

function topicOf(question: string): string {
  const words = question
    .replace(/[*_`#[\]<>]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.?!]+$/, '');
  const cut = words.length > MAX_TOPIC ? `${words.slice(0, MAX_TOPIC).trimEnd()}…` : words;
  return cut || 'this';
}
