import { preview } from '../../../../contract/index.ts';
import { seededRandom } from '../pictures/seeded-random.ts';

export interface WrittenStory {
  readonly title: string;
  readonly scenes: readonly { readonly text: string; readonly imagePrompt: string }[];
}

/** A story is told in these steps; one with fewer scenes leaves some out, one with more stays with the middle. */
type Step = 'opening' | 'call' | 'trial' | 'turn' | 'ending';

const heroes = ['Mara', 'Tomas', 'Ines', 'Bo', 'Lia', 'Sam', 'Noor', 'Elio'] as const;
const times = [
  'at first light',
  'late in the afternoon',
  'in the blue hour',
  'under a sky full of stars',
] as const;
const places = [
  'on a quiet hill',
  'by the harbour',
  'at the edge of the forest',
  'beside a wide river',
] as const;

interface Cast {
  readonly hero: string;
  readonly topic: string;
  readonly word: string;
  readonly time: string;
  readonly place: string;
}

type Line = (cast: Cast) => string;

const lines: Readonly<Record<Step, readonly [Line, ...Line[]]>> = {
  opening: [
    ({ hero, place }) =>
      `${hero} lived ${place}, where nothing much had ever happened. That was about to change.`,
    ({ hero, time, place }) =>
      `It began ${time}, ${place}. ${hero} heard something that nobody else could hear.`,
    ({ hero, word }) => `Everyone in town had a story about ${word}. Only ${hero} had never told one.`,
  ],
  call: [
    ({ hero, topic }) =>
      `Then came the news: ${topic}. ${hero} packed a small bag and left before breakfast.`,
    ({ hero, topic }) => `One word kept coming back: ${topic}. ${hero} knew that it could not wait.`,
  ],
  trial: [
    ({ hero, word }) =>
      `The way was longer than the map had promised. ${hero} thought of ${word}, and went on.`,
    ({ hero }) =>
      `A storm came down from the mountains. ${hero} found shelter, a little warmth, and a friend.`,
    ({ hero, word }) =>
      `By noon ${hero} was lost. A bird called twice, as if it knew something about ${word}.`,
    ({ hero }) => `There was a bridge, old and narrow. ${hero} took a deep breath and did not look down.`,
    ({ hero }) =>
      `At night the lights of the valley looked like stars. ${hero} counted them until sleep came.`,
    ({ hero, word }) => `A stranger laughed at the idea of ${word}. ${hero} smiled, and asked the way again.`,
    ({ hero }) => `Rain fell for three days. ${hero} learned to walk slowly, and to look closely.`,
    ({ hero, word }) =>
      `In an old house ${hero} found a letter about ${word}, written long ago and never sent.`,
  ],
  turn: [
    ({ hero, word }) =>
      `And there it was, ${word}, closer than anyone had thought. ${hero} stood still and listened.`,
    ({ hero, topic }) =>
      `Suddenly it all made sense: ${topic}. ${hero} laughed out loud for the first time in weeks.`,
  ],
  ending: [
    ({ hero, place }) =>
      `When ${hero} came home, the light ${place} was warmer than before. Some journeys only look small.`,
    ({ hero, word }) =>
      `Since that day people ask ${hero} about ${word}. The answer is always the same: come and see.`,
  ],
};

const views: Readonly<Record<Step, string>> = {
  opening: 'a wide view of a peaceful place',
  call: 'a road that leads towards the mountains',
  trial: 'a lonely path through dramatic weather',
  turn: 'a bright clearing, light breaking through the clouds',
  ending: 'home in warm evening light',
};

/** A story about what was asked, in exactly as many scenes: the same for the same conversation. */
export function writeStory(
  messages: readonly { readonly role: string; readonly content: string }[],
): WrittenStory {
  const all = messages.map(({ content }) => content).join('\n');
  const prompt = messages.findLast(({ role }) => role === 'user')?.content ?? '';
  const scenes = Number(/exactly (\d{1,2}) scenes?/i.exec(all)?.[1] ?? 3);
  const random = seededRandom(all);
  const topic = topicOf(prompt);
  const word = `the ${protagonistOf(topic)}`;
  const cast = {
    hero: random.pick(heroes),
    topic,
    word,
    time: random.pick(times),
    place: random.pick(places),
  };
  const told = new Set<Line>();
  return {
    title: titleOf(topic),
    scenes: stepsOf(scenes).map((step, index) => {
      const fresh = lines[step].filter((line) => !told.has(line));
      const [first = lines[step][0], ...others] = fresh;
      const line = random.pick([first, ...others]);
      told.add(line);
      const imagePrompt = `${topic}: ${views[step]}, ${times[(index + told.size) % times.length]}`;
      return { text: line(cast), imagePrompt };
    }),
  };
}

function stepsOf(scenes: number): Step[] {
  if (scenes <= 1) return ['turn'];
  if (scenes === 2) return ['call', 'ending'];
  if (scenes === 3) return ['opening', 'turn', 'ending'];
  if (scenes === 4) return ['opening', 'call', 'turn', 'ending'];
  const trials = Array.from({ length: scenes - 4 }, (): Step => 'trial');
  return ['opening', 'call', ...trials, 'turn', 'ending'];
}

const ASKING =
  /^(?:please |could you |can you |write |tell |make |create |me |us |an? |the |short |little |story |tale |video |reel |about |of |on )*(?:about|of|story|tale) /i;

/** What is asked for in the first sentence, with its article, without the asking. */
function topicOf(prompt: string): string {
  const sentence = /^[^.!?\n]*/.exec(prompt.trim())?.[0].replace(/\s+/g, ' ').trim() ?? '';
  return preview(sentence.replace(ASKING, ''), 120) || 'something new';
}

/** Who or what it is about: the words before the first that tells more of it. */
function protagonistOf(topic: string): string {
  const bare = topic.replace(/^(?:an?|the|my|our|some) /i, '');
  const [, first = bare] =
    /^(.+?)[,:;]? (?:who|that|which|whose|in|on|at|of|with|and|by|for|from|to|under|over|learns?|is|are|goes|finds?)\b/i.exec(
      bare,
    ) ?? [];
  return first.split(' ').slice(0, 4).join(' ');
}

function titleOf(topic: string): string {
  return topic.charAt(0).toUpperCase() + topic.slice(1);
}
