import { z } from 'zod';
import rows from './phrases.json' with { type: 'json' };

/** A phrase, and what a moderator has to make of it. */
const Phrase = z.strictObject({
  text: z.string(),
  language: z.string(),
  verdict: z.enum(['bad', 'good']),
  /** `LDNOOBW`: the List of Dirty, Naughty, Obscene, and Otherwise Bad Words, as NOTICE cites it. */
  from: z.enum(['LDNOOBW', 'own']),
});
export type Phrase = z.infer<typeof Phrase>;

export const phrases: readonly Phrase[] = z.array(Phrase).parse(rows);

/** Half of the set is held out: the words were not chosen by it. Those whose FNV-1a digest (32 bits, of UTF-8) is odd. */
export function isHeldOut({ text }: Pick<Phrase, 'text'>): boolean {
  let digest = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) digest = Math.imul(digest ^ byte, 0x01000193);
  return (digest & 1) === 1;
}

/** Which share of the bad is caught, and of the good taken for bad. */
export function scoreOf(isCaught: (text: string) => boolean, of: readonly Phrase[]) {
  const share = (verdict: Phrase['verdict']) => {
    const all = of.filter((phrase) => phrase.verdict === verdict);
    return all.filter(({ text }) => isCaught(text)).length / all.length;
  };
  return { caught: share('bad'), falseAlarms: share('good') };
}
