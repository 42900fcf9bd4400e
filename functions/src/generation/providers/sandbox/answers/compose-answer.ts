import { type SeededRandom, seededRandom } from '../pictures/seeded-random.ts';
import { guides } from './guides.ts';
import { type Intent, type Request, readRequest } from './read-request.ts';
import { writings } from './writings.ts';

/** Writes the body of an answer, in Markdown. */
export type Composer = (request: Request, random: SeededRandom, message: string) => string;

const composers: Readonly<Record<Intent, Composer>> = { ...guides, ...writings };

const disclosures = [
  'I am the built-in sandbox model, so this comes from your words and general method, not from knowledge of the subject.',
  'A note first: I am the sandbox model. I run without a network and know nothing beyond your message.',
  'Since I am only the sandbox model, take this as a shape to fill in: I look nothing up.',
] as const;

/**
 * An answer to the last thing said: the same for the same conversation, different for another. It says once that it
 * comes from the sandbox, near the start, so that a short answer says it too.
 */
export function composeAnswer(
  messages: readonly { readonly role: string; readonly content: string }[],
): string {
  const said = messages.filter(({ role }) => role === 'user').map(({ content }) => content);
  const message = said.at(-1) ?? '';
  const random = seededRandom(messages.map(({ role, content }) => `${role}: ${content}`).join('\n'));
  const request = readRequest(message);
  const earlier = said.length > 1 ? readRequest(said[said.length - 2] ?? '') : undefined;
  const bridge =
    earlier && earlier.topic !== request.topic
      ? `${random.pick(['Staying with', 'Building on', 'Picking up from'])} *${earlier.topic}*: `
      : '';
  const [opening = '', ...body] = composers[request.intent](request, random, message).split('\n\n');
  return [`${bridge}${opening} ${random.pick(disclosures)}`, ...body].join('\n\n');
}
