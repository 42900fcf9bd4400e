import type { SeededRandom } from '../pictures/seeded-random.ts';
import type { Composer } from './compose-answer.ts';
import type { Intent, Request } from './read-request.ts';

type GuideIntent = Extract<Intent, 'how' | 'plan' | 'why' | 'explain' | 'compare' | 'ideas' | 'discuss'>;

/** Answers that help to think about a subject. They name it once or twice, since it can be any part of speech. */
export const guides: Readonly<Record<GuideIntent, Composer>> = {
  how(request, random) {
    const { topic } = request;
    const steps = shuffled(random, [
      '**Name the result.** Finish this sentence first: "I am done when …". If two people would read it differently, make it smaller.',
      '**Find the part you cannot undo.** There is usually one. Decide it slowly and everything else fast.',
      '**Do the smallest real version today.** Not a plan but one case, end to end, however rough.',
      '**Look at what surprised you.** The first try teaches more than the reading before it; write down three things you did not expect.',
      '**Ask someone who did it last month.** People who did it years ago have forgotten where it hurts.',
      '**Take one thing away.** Of everything you planned, leave out the piece you would miss least.',
    ]).slice(0, random.pick([3, 4, 4]));
    return join(
      random.pick([
        `To **${topic}**, work backwards from the moment it is finished.`,
        `If you want to **${topic}**, the order of steps matters more than effort.`,
        `Most of the way to **${topic}** is deciding what to leave out. Here is an order that holds up.`,
      ]),
      numbered(steps),
      question(request, random),
    );
  },

  plan(request, random) {
    const { topic, keywords } = request;
    const stretches = random.pick([
      ['Today', 'This week', 'Next week', 'In a month'],
      ['First hour', 'First day', 'First week', 'After that'],
      ['Before', 'Beginning', 'Middle', 'End'],
    ]);
    const steps = [
      'Write down what it must achieve, and one thing it need not.',
      'Finish one complete piece, small enough to show to somebody.',
      'Repeat it twice, changing only what got in the way.',
      'Compare with your first note. Keep what moved it, drop the rest.',
    ];
    return join(
      random.pick([
        `Here is a plan for **${topic}** that survives a bad week.`,
        `**${capital(topic)}**, in four stretches, each of which leaves you with something that stands on its own.`,
      ]),
      stretches.map((when, i) => `- **${when}.** ${steps[i]}`).join('\n'),
      `Leave a fifth of the time unplanned. My guess is that you will need it for *${keywords.at(-1)}*.`,
      question(request, random),
    );
  },

  why({ quote }, random) {
    const reasons = shuffled(random, [
      '**It pays somebody.** Follow who gains from things as they are; little stays odd for free.',
      '**It was a good answer once.** The question behind it may have changed since.',
      '**Small causes add up.** Nothing has to be large if it happens every day.',
      '**We see one side of it.** What never happened because of it leaves no trace.',
      '**It could hardly be otherwise.** Sometimes the rule follows from a simpler one underneath.',
    ]).slice(0, 3);
    return join(
      random.pick([
        `"${quote}?" has a near answer and a far one, and it helps to keep them apart.`,
        `There is seldom one reason. For "${quote}" these are worth testing first.`,
      ]),
      numbered(reasons),
      'A quick test: if only the first of these were different, would anything look different in a week? If not, move on to the next.',
    );
  },

  explain({ topic, keywords }, random) {
    const [key, second] = keywords;
    return join(
      random.pick([
        `To get hold of **${topic}**, ask three questions, each a little closer than the last.`,
        `Here is a frame for **${topic}** that you can fill with whatever you read next.`,
      ]),
      random.pick([
        `1. **From outside.** What would be missing if *${key}* were gone tomorrow?\n2. **From inside.** Which parts does it have, and which one do the others depend on?${second ? ` I would look at *${second}* first.` : ''}\n3. **At the edge.** Where does it stop working? A thing is understood when you can say where it ends.`,
        `- **What it is for.** Put *${key}* into one sentence without using the word itself.\n- **What it is not.** Name the thing most easily mistaken for it, and the difference.\n- **One example.** Real, small and yours${second ? `, perhaps one with *${second}* in it` : ''}.`,
      ]),
      random.pick([
        'If you can explain it to someone who is mildly bored, you have it.',
        'Then read one source that disagrees with your picture: what still stands is what you know.',
      ]),
    );
  },

  compare({ topic, keywords }, random) {
    const sides =
      /(.{2,40}?)\s+(?:vs\.?|versus|or|and|than|with)\s+(.{2,40}?)(?:\s+(?:for|in|on|when|as|if)\b.*)?$/i.exec(
        topic,
      );
    const first = sides?.[1] ?? keywords[0];
    const second = sides?.[2] ?? keywords[1] ?? 'the alternative';
    const [a, b] = [capital(first), capital(second)];
    return join(
      `Between **${first}** and **${second}** the honest answer is "it depends", so here is what it depends on.`,
      [
        `| When | ${a} | ${b} |`,
        '| --- | --- | --- |',
        `| you start tomorrow | ${random.pick(['quicker if you know it', 'the obvious start'])} | ${random.pick(['worth it if you stay long', 'slower, then steadier'])} |`,
        `| it goes wrong | ${random.pick(['easy to see where', 'easy to go back'])} | ${random.pick(['needs someone who knows it', 'costs more to undo'])} |`,
        `| a year has passed | ${random.pick(['it depends on who else uses it', 'you know its limits'])} | ${random.pick(['it depends on how your needs grew', 'it has paid for itself or not'])} |`,
      ].join('\n'),
      random.pick([
        `If you cannot say which row matters most, choose whichever is easier to undo. I would guess ${first}.`,
        `Try both on one real case for an hour. ${b} has to win by a margin to be worth the change.`,
      ]),
    );
  },

  ideas({ topic, keywords }, random) {
    const [key, second = 'something from your childhood'] = keywords;
    const ideas = shuffled(random, [
      '**The small one.** The same thing, reduced until it fits on a postcard.',
      '**The reverse.** What would the opposite look like, and who would want that?',
      '**The borrowed one.** How would a kitchen, an airport or an orchestra do it?',
      `**The pairing.** Put *${key}* next to *${second}* and ask what they have in common.`,
      '**The gift.** Made for one person whom you could name.',
      '**The series.** One a day for a week, each with one rule changed.',
      '**The slow one.** A version that takes a year and is better for it.',
      '**The guest.** Let somebody else decide the first step.',
    ]).slice(0, 5);
    return join(
      random.pick([
        `Five directions for **${topic}**, in no order.`,
        `Some starting points for **${topic}**; the best one is likely a mix of two.`,
      ]),
      ideas.map((idea) => `- ${idea}`).join('\n'),
      'Pick the one you would be a little embarrassed to suggest, and give it ten minutes.',
    );
  },

  discuss(request, random) {
    const [key, second] = request.keywords;
    const other = second ?? 'everything around it';
    return join(
      random.pick([
        `"${request.quote}": there is more than one thing in that, so let me take it apart.`,
        `What stands out in "${request.quote}" is *${key}*.`,
        `Let me turn "${request.quote}" over once before I answer.`,
      ]),
      random.pick([
        `On one hand there is *${key}*, which you can act on now. On the other there is *${other}*, which decides whether acting on it lasts. When the two pull apart, the second deserves the benefit of the doubt.`,
        `I would separate what you know about *${key}* from what you assume about *${other}*. The first is a fact to use; the second is a question to ask, and a cheap one.`,
        `Two readings are possible: either *${key}* is the matter and *${other}* a part of it, or it is the other way round. Which one it is changes what to do next.`,
      ]),
      numbered([
        'Say in one line how you would notice that things are better.',
        random.pick(['Name what you would stop doing for it.', 'Change one thing only, and give it a week.']),
        random.pick(['Tell one person by when.', 'Write down what you expect before you look.']),
      ]),
      question(request, random),
    );
  },
};

function question({ keywords }: Request, random: SeededRandom): string {
  return random.pick([
    'What have you tried so far?',
    'Tell me your deadline and what you already have, and I will make this concrete.',
    `Which part worries you most? I would have guessed *${keywords[0]}*.`,
  ]);
}

function join(...paragraphs: readonly string[]): string {
  return paragraphs.join('\n\n');
}

function numbered(items: readonly string[]): string {
  return items.map((item, index) => `${index + 1}. ${item}`).join('\n');
}

function shuffled<T>(random: SeededRandom, items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, place: random.next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
