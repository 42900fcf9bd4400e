import type { TokenOptions } from '@firebase/rules-unit-testing';
import type { Role } from '../../../src/contract/index.ts';

interface Person {
  /** As the name of a test says it. */
  called: string;
  /** null: not signed in. */
  claims: TokenOptions | null;
  /** What their staff document says; absent: there is none. */
  staff?: Role | null | 'root';
}

const anonymously: TokenOptions = { provider_id: 'anonymous', firebase: { sign_in_provider: 'anonymous' } };
const byPassword: TokenOptions = { email_verified: true, firebase: { sign_in_provider: 'password' } };

/** Everyone who may come to the database; the key is the uid. */
export const people = {
  nobody: { called: 'someone not signed in', claims: null },
  guest: { called: 'a guest', claims: anonymously },
  person: { called: 'a person', claims: byPassword },
  boaster: {
    called: 'a person whose host app calls them an owner',
    claims: { ...byPassword, role: 'owner' },
  },
  impostor: { called: 'a person with a role that does not exist', claims: byPassword, staff: 'root' },
  former: { called: 'a former admin', claims: { ...byPassword, role: 'admin' }, staff: null },
  analyst: { called: 'an analyst', claims: byPassword, staff: 'analyst' },
  support: { called: 'support', claims: byPassword, staff: 'support' },
  admin: { called: 'an admin', claims: byPassword, staff: 'admin' },
  owner: { called: 'the owner', claims: byPassword, staff: 'owner' },
} as const satisfies Record<string, Person>;

/** The staff documents of those who have one, by uid. */
export const staffDocuments = Object.fromEntries(
  Object.entries(people).flatMap(([uid, person]) =>
    'staff' in person ? [[uid, { schemaVersion: 1, role: person.staff, updatedAt: new Date(0) }]] : [],
  ),
);

export type Uid = keyof typeof people;
export const everyone = Object.keys(people) as Uid[];

export const adminsUp: readonly Uid[] = ['admin', 'owner'];
export const supportUp: readonly Uid[] = ['support', ...adminsUp];
export const analystsUp: readonly Uid[] = ['analyst', ...supportUp];
export const signedIn: readonly Uid[] = everyone.filter((uid) => people[uid].claims !== null);
export const noOne: readonly Uid[] = [];

/** Someone else: owns documents, and is none of the above. */
export const SOMEBODY = 'somebody';
