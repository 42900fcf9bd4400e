import type { TokenOptions } from '@firebase/rules-unit-testing';

interface Person {
  /** As the name of a test says it. */
  called: string;
  /** null: not signed in. */
  claims: TokenOptions | null;
}

const anonymously: TokenOptions = { provider_id: 'anonymous', firebase: { sign_in_provider: 'anonymous' } };
const byPassword: TokenOptions = { email_verified: true, firebase: { sign_in_provider: 'password' } };

/** Everyone who may come to the database; the key is the uid. */
export const people = {
  nobody: { called: 'someone not signed in', claims: null },
  guest: { called: 'a guest', claims: anonymously },
  person: { called: 'a person', claims: byPassword },
  impostor: { called: 'a person with a role that does not exist', claims: { ...byPassword, role: 'root' } },
  collector: { called: 'a person with a list for a role', claims: { ...byPassword, role: ['owner'] } },
  analyst: { called: 'an analyst', claims: { ...byPassword, role: 'analyst' } },
  support: { called: 'support', claims: { ...byPassword, role: 'support' } },
  admin: { called: 'an admin', claims: { ...byPassword, role: 'admin' } },
  owner: { called: 'the owner', claims: { ...byPassword, role: 'owner' } },
} as const satisfies Record<string, Person>;

export type Uid = keyof typeof people;
export const everyone = Object.keys(people) as Uid[];

export const adminsUp: readonly Uid[] = ['admin', 'owner'];
export const supportUp: readonly Uid[] = ['support', ...adminsUp];
export const analystsUp: readonly Uid[] = ['analyst', ...supportUp];
export const signedIn: readonly Uid[] = everyone.filter((uid) => people[uid].claims !== null);
export const noOne: readonly Uid[] = [];

/** Someone else: owns documents, and is none of the above. */
export const SOMEBODY = 'somebody';
