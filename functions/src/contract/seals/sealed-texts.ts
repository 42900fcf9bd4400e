import { canonicalText } from './canonical-text.ts';
import { digestOf } from './digest.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The fields of an audit entry that may hold what is personal, and what each holds once it was erased. */
export const erasableTexts = {
  'actor.email': null,
  ip: null,
  reason: '',
  before: null,
  after: null,
} as const;
export type ErasableText = keyof typeof erasableTexts;
export const erasableTextNames = Object.keys(erasableTexts) as ErasableText[];

/** Commits to each text of an audit entry; with its salt, a text can be checked, and without it not be guessed. */
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

/** Returns an audit entry with commitments in the place of its texts. */
export function withCommitments(data: Fields, commitments: Readonly<Record<string, string>>): Fields {
  const { actor, ...rest } = data;
  const masked = { ...(actor as Fields | undefined), email: { commitment: commitments['actor.email'] } };
  const { 'actor.email': _, ...texts } = Object.fromEntries(
    erasableTextNames.map((name) => [name, { commitment: commitments[name] }]),
  );
  return { ...rest, actor: masked, ...texts };
}

/** Whether a text is as an erased one is left. */
export function isErased(data: Fields, name: ErasableText): boolean {
  return (textAt(data, name) ?? null) === erasableTexts[name];
}

function textAt(data: Fields, name: ErasableText): unknown {
  const value = name === 'actor.email' ? (data.actor as Fields | undefined)?.email : data[name];
  return value ?? null;
}
