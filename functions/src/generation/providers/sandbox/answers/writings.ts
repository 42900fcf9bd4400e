import { preview } from '../../../../contract/index.ts';
import type { SeededRandom } from '../pictures/seeded-random.ts';
import type { Composer } from './compose-answer.ts';
import type { Intent, Request } from './read-request.ts';

type WritingIntent = Extract<Intent, 'greet' | 'thank' | 'summarise' | 'write' | 'code'>;

/** Answers that are themselves the thing asked for. */
export const writings: Readonly<Record<WritingIntent, Composer>> = {
  greet: (_, random) =>
    `${random.pick(['Hello!', 'Hi there!', 'Good to see you.'])}\n\n${random.pick([
      'Ask me how to do something, for ideas, a plan, a comparison, a short poem or a draft, or paste a text to have it summarised.',
      'Try "plan a launch in two weeks", "compare trains and planes" or "write a poem about rain", and watch the credits as the words arrive.',
    ])}`,

  thank: (_, random) =>
    `${random.pick(['You are welcome.', 'Glad that helped.', 'Any time.'])}\n\n${random.pick([
      'When you come back to it, start from the step that felt hardest; it has usually become the easiest.',
      'If something turns out differently than expected, tell me what, and we will take it from there.',
    ])}`,

  summarise(request, _random, message) {
    const text = message.replace(/^[^:\n]{0,80}[:\n]/, '').trim() || message;
    const sentences = text.match(/[^.!?\n]+[.!?]*/g)?.map((sentence) => sentence.trim()) ?? [];
    const words = text.split(/\s+/).filter(Boolean).length;
    if (words < 25) {
      return `There is little to shorten yet: ${words} words.\n\nPaste the text after a colon ("Summarise: …") and I will pick out the sentences that carry it.`;
    }
    const points = telling(sentences, request.keywords).map((sentence) => `- ${preview(sentence, 240)}`);
    return `Your text has ${words} words in ${sentences.length} sentences and turns on ${listed(request.keywords.slice(0, 3))}.\n\nIn its own words:\n\n${points.join('\n')}`;
  },

  write(request, random, message) {
    if (/\b(poem|haiku|verse|song)\b/i.test(message)) return poem(request, random);
    if (/\b(email|e-mail|letter|message|note)\b/i.test(message)) return letter(request, random);
    if (/\b(slogan|tagline|caption|tweet|post)\b/i.test(message)) return slogans(request);
    return opening(request, random);
  },

  code({ quote, keywords }, random) {
    const words = keywords
      .map((word) => word.replace(/[^a-z0-9]/gi, ''))
      .filter((word) => /^[a-z]/i.test(word));
    const [first = 'solve', second = 'input'] = words;
    const name = `${first.toLowerCase()}${capital(second.toLowerCase())}`;
    const body = random.pick([
      '  const seen = new Set<string>();\n  return items.filter((item) => {\n    const isNew = !seen.has(item);\n    seen.add(item);\n    return isNew;\n  });',
      "  return items\n    .map((item) => item.trim())\n    .filter((item) => item !== '')\n    .sort((a, b) => a.localeCompare(b));",
      '  const groups = Object.groupBy(items, (item) => item.charAt(0).toLowerCase());\n  return Object.keys(groups).sort();',
    ]);
    return `For "${quote}" I would fix the shape first: what goes in, what comes out, and what cannot happen.\n\n\`\`\`ts\n/** Say here in one sentence what the caller can rely on. */\nexport function ${name}(items: readonly string[]): string[] {\n${body}\n}\n\`\`\`\n\n${random.pick(
      [
        'Then write the three tests that would have caught your last bug: nothing in, one of everything, and the same thing twice.',
        'Before filling it in, write the call you would like to make; the signature follows from it.',
      ],
    )}\n\nShow me the input you have and the output you want, and the body follows from the two.`;
  },
};

function poem({ topic, keywords }: Request, random: SeededRandom): string {
  const [key, second = 'the morning'] = keywords;
  const lines = random.pick([
    [`Before the light, ${key};`, 'after it, only the warmth', `where ${second} had been.`],
    [
      `I carried ${key} in my pocket`,
      'all through the long afternoon,',
      `and traded it there for ${second}`,
      'under a borrowed moon.',
    ],
    [`Nobody sent for ${key}.`, 'It came, as evenings come,', `and left ${second} shining.`],
    [`Say it slowly: ${key}.`, 'Half of the word is silence,', `and the other half, ${second}.`],
  ]);
  return `A few lines on **${topic}**.\n\n${lines.map((line) => `> ${line}`).join('  \n')}\n\n${random.pick(['Shall I make it longer, stranger or plainer?', 'Read it aloud once; change the word you stumble over.'])}`;
}

function letter({ topic, quote, keywords }: Request, random: SeededRandom): string {
  const matter = /\babout (?:the |a |an |my |our )?(.+)$/i.exec(quote)?.[1] ?? topic;
  const reason = random.pick([
    'It has come up more than once lately',
    'I would rather raise it early than late',
  ]);
  const ask = random.pick(['Could you let me know by Thursday?', 'Would ten minutes this week suit you?']);
  return `A draft, short enough to be read to the end.\n\n> **Subject:** ${capital(matter)}\n>\n> Hello,\n>\n> I am writing about this: ${matter}. ${reason}, and I think we can settle it quickly.\n>\n> What I suggest is that we agree on one next step and leave the rest for now. ${ask}\n>\n> Kind regards\n\nMake the second paragraph yours. One true detail about *${keywords.at(-1)}* does more there than any polish.`;
}

function slogans({ topic, keywords: [key, second = 'the long run'] }: Request): string {
  const lines = [
    `${capital(key)}, without the noise.`,
    `Less talk, more ${key}.`,
    `Made for ${second}. Kept for ${key}.`,
    `The quiet side of ${key}.`,
  ];
  return `Four short ones for **${topic}**. Read them aloud before you choose.\n\n${lines.map((line) => `- ${line}`).join('\n')}`;
}

function opening(
  { topic, keywords: [key, second = 'what came before'] }: Request,
  random: SeededRandom,
): string {
  const paragraph = random.pick([
    `The first thing anyone noticed was how quiet it had become: ${topic}. By noon it was all the town talked about, and by evening nobody could remember *${second}* at all.`,
    `There were two rules about ${topic}, and Mara had broken both before breakfast. The third, the one about *${key}*, nobody had told her yet.`,
    `It began with ${topic}, on a day when the clocks were an hour slow. That is how *${second}* got a head start, and how this story comes to have two beginnings.`,
  ]);
  return `An opening, and three ways on.\n\n> ${paragraph}\n\n- Somebody lies about *${key}*.\n- Somebody arrives who should not know.\n- Somebody finds what the first sentence left out.\n\nWhich one?`;
}

/** Up to three sentences that hold most of the keywords, in the order of the text. */
function telling(sentences: readonly string[], keywords: readonly string[]): string[] {
  const weight = (sentence: string) => keywords.filter((word) => sentence.includes(word)).length;
  return sentences
    .map((sentence, place) => ({ sentence, place }))
    .filter(({ sentence }) => sentence.length > 20)
    .sort((a, b) => weight(b.sentence) - weight(a.sentence) || a.place - b.place)
    .slice(0, 3)
    .sort((a, b) => a.place - b.place)
    .map(({ sentence }) => sentence);
}

function listed(words: readonly string[]): string {
  return words.length > 1
    ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
    : (words[0] ?? 'one thing');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
