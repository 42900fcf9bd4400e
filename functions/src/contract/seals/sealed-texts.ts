import { canonicalText } from './canonical-text.ts';
import { digestOf } from './digest.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The fields of an audit entry that may contain personal data, and their values after erasure. */
export const erasableTexts = {
  'actor.email': null,
  ip: null,
  reason: '',
  before: null,
  after: null,
} as const;
export type ErasableText = keyof typeof erasableTexts;
export const erasableTextNames = Object.keys(erasableTexts) as ErasableText[];

/** Commits to each text of an audit entry. A text can be checked with its salt, and not be guessed without it. */
export async function commitTexts(
  data: Fields,
  salts: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const commitments = await Promise.all(
    erasableTextNames.map(async (name): Promise<[string, string][]> => {
      const salt = salts[name];
      return salt === undefined ? [] : [[name, await commitmentOf(salt, textAt(data, name))]];
    }),
  );
  return Object.fromEntries(commitments.flat());
}

function commitmentOf(salt: string, text: unknown): Promise<string> {
  return digestOf('audit-text', canonicalText([salt, text]));
}

/** Returns an audit entry with commitments in place of its texts. */
export function withCommitments(data: Fields, commitments: Readonly<Record<string, string>>): Fields {
  const { actor, ...rest } = data;
  const masked = { ...(actor as Fields | undefined), email: { commitment: commitments['actor.email'] } };
  const { 'actor.email': _, ...texts } = Object.fromEntries(
    erasableTextNames.map((name) => [name, { commitment: commitments[name] }]),
  );
  return { ...rest, actor: masked, ...texts };
}

/** Returns whether a text has the value of an erased one. */
export function isErased(data: Fields, name: ErasableText): boolean {
  return (textAt(data, name) ?? null) === erasableTexts[name];
}

function textAt(data: Fields, name: ErasableText): unknown {
  const value = name === 'actor.email' ? (data.actor as Fields | undefined)?.email : data[name];
  return value ?? null;
}
