import { seededRandom } from './seeded-random.ts';

const beats = [
  'At first nobody in the valley knew about it.',
  'Then one morning the wind turned, and everything looked different to it.',
  'The way led over the hills, farther than anyone had ever walked.',
  'But a small light in the distance showed where to go.',
  'In the evening they sat together and laughed about it.',
] as const;
const views = ['wide view at dawn', 'at night under bright stars', 'by the sea, calm blue water'] as const;

/** Writes a story of exactly so many scenes about what is asked for. */
export function writeStory(prompt: string, scenes: number) {
  const subject =
    prompt
      .replace(/\s+/g, ' ')
      .trim()
      .replace(/[.?!]+$/, '')
      .slice(0, 120) || 'a small light';
  const random = seededRandom(prompt);
  const first = random.below(views.length);
  return {
    title: subject.slice(0, 80),
    scenes: Array.from({ length: scenes }, (_, index) => {
      const beat = index > 0 && index === scenes - 1 ? beats.at(-1) : beats[index % (beats.length - 1)];
      const again = index >= beats.length ? ` That was the ${index + 1}th time.` : '';
      return {
        text: `${index === 0 ? `This is about ${subject}. ` : ''}${beat}${again}`,
        imagePrompt: `${subject}, ${views[(first + index) % views.length]}`,
      };
    }),
  };
}
